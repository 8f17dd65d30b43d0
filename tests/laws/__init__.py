"""The laws that every door keeps, each as a walk that meets a new door by itself."""

"""Pages of a class: teacher, pupils, projector."""

"""Judge a platform: answers, score, report and its documents."""

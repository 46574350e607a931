"""The screens on which a state's law is worked on: edit, copy from another state, compare, check, questions, tasks."""

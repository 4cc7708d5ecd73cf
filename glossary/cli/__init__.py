"""The commands of `duizhao glossary`: one module a command, gathered in `app`."""

"""`python -m aligner` is `duizhao`."""

from aligner.cli.app import main

if __name__ == "__main__":
    main()

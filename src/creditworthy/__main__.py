"""``python -m creditworthy``."""

from creditworthy.cli import main

if __name__ == "__main__":
    main()

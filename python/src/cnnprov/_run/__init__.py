"""`cnnprov run`: a program that nobody edited, captured from the outside.

The runner begins an execution, starts the program with the same standard streams, and watches it:
files, resources, how it ends. A Python program loads `site/sitecustomize.py`, whose recogniser
attaches to the frameworks that it imports; what they capture joins the same execution.
`_handover.py` is how the program's processes tell the runner something.
"""

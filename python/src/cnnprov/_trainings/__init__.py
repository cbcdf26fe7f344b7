"""What the integrations of all frameworks share: how a training becomes rows and tasks.

Nothing here imports a framework.
"""

"""A station of one's own: papers that are followed, what is new in them read once.

``update`` asks the papers (``papers``), reads what is new (``reading``) and keeps in one database
what it knows (``database``, ``follows``, ``articles``).
"""

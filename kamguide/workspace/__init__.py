"""What a person can do with plans: the only place that joins flows, engine, coach and store.

It owns the clock, the actor's name and the language.
"""

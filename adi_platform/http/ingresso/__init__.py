"""The entrance: adapters of django-allauth."""

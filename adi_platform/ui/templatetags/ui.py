"""The components of the house. Each tag's Python signature is its contract; see /stile/."""

from django import template

register = template.Library()

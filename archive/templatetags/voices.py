"""The colour of a speaker in a template."""

from django import template

from archive import voices

register = template.Library()
register.filter("voice", voices.voice)

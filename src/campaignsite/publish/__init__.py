"""Last stage, and the only one that writes to output/. In: what is new, and what is to stay. Out: exactly that.

``stage`` takes what is new, ``putting`` puts it into place in one step: there is never half a site.
"""

"""What a build remembers for the next one, below .campaignsite/. It may all be gone: any doubt is a miss.

Everything here is data (JSON and bytes), sealed, named after what it was made from, and written in one step.
"""

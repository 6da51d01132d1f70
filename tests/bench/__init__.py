"""Measures campaignsite beside other generators: one invented corpus, written in the form of each of them.

``corpus`` invents the pages, and ``writers`` writes them as sites, with the templates in ``peers/``. ``generators``
installs the others, ``run`` takes the times, ``table`` and ``chart`` show them. From the top of the repository:

    python -m tests.bench.run --pages 1000,10000 --runs 3 --work .bench/work --json .bench/result.json
    python -m tests.bench.table .bench/result.json
"""

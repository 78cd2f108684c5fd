#!/usr/bin/env python3
"""Writes the files beside it with NumPy and SciPy, for the tests in tests/Studies.Tests/Reading/Formats.

Rows i and columns j count from 0. The full matrix is 4 x 3:
  floating point  i + 10 j - 10.75     integers  i + 10 j - 11     without sign  i + 10 j     bool  i + j even
The square one is 4 x 4:
  symmetric  min(i, j) + 10 max(i, j)     skew  (i - j) (1 + i + j)
Sparse files list the entries with i + j even, and no others.

Run: python3 tests/Studies.Tests/data/formats/make-formats.py (NumPy 1.24, SciPy 1.10)
"""

import gzip
import pathlib
import struct

import numpy as np
import scipy.io
import scipy.sparse

here = pathlib.Path(__file__).parent
i, j = np.meshgrid(np.arange(4), np.arange(3), indexing="ij")
floating, signed, unsigned, even = i + 10 * j - 10.75, i + 10 * j - 11, i + 10 * j, (i + j) % 2 == 0
p, q = np.meshgrid(np.arange(4), np.arange(4), indexing="ij")
symmetric, skew, even4 = np.minimum(p, q) + 10.0 * np.maximum(p, q), (p - q) * (1.0 + p + q), (p + q) % 2 == 0


def listed(matrix, where):
    rows, columns = np.nonzero(where)
    return scipy.sparse.coo_matrix((matrix[rows, columns], (rows, columns)), shape=matrix.shape)


def pack(name):
    (here / f"{name}.gz").write_bytes(gzip.compress((here / name).read_bytes(), mtime=0))


# NumPy
for kind, matrix in (("f", floating), ("i", signed), ("u", unsigned)):
    for size in (1, 2, 4, 8):
        for order, word in (("<", "little"), (">", "big")):
            if (kind, size) not in (("f", 1), ("f", 2)) and not (size == 1 and order == ">"):
                np.save(here / f"{kind}{size}-{word}.npy", matrix.astype(f"{order}{kind}{size}"))
np.save(here / "b1.npy", even)
np.save(here / "f8-fortran.npy", np.asfortranarray(floating))
np.save(here / "i4-fortran.npy", np.asfortranarray(signed.astype("<i4")))
for version in (2, 3):
    with open(here / f"f8-version{version}.npy", "wb") as file:
        np.lib.format.write_array(file, floating, version=(version, 0))
np.save(here / "f8-missing.npy", np.where(even, floating, np.nan))
np.save(here / "refused-large.npy", np.array([[1, 2**53 + 1]]))
np.save(here / "refused-infinite.npy", np.array([[1.0, np.inf]]))
np.save(here / "refused-complex.npy", floating + 1j)
np.save(here / "refused-vector.npy", floating[0])
np.save(here / "refused-text.npy", np.array([["a", "b"]]))
np.save(here / "refused-record.npy", np.zeros((2, 2), dtype=[("a", "f8"), ("b", "i4")]))
np.savez(here / "one.npz", floating)
np.savez(here / "two.npz", x=floating, observed=even)
np.savez_compressed(here / "two-compressed.npz", x=floating, observed=even)
scipy.sparse.save_npz(here / "refused-sparse.npz", listed(floating, even).tocsr())

# MatrixMarket
scipy.io.mmwrite(here / "array-real.mtx", floating)
scipy.io.mmwrite(here / "array-integer.mtx", signed)
scipy.io.mmwrite(here / "array-symmetric.mtx", symmetric, symmetry="symmetric")
scipy.io.mmwrite(here / "array-skew.mtx", skew, symmetry="skew-symmetric")
scipy.io.mmwrite(here / "coordinate-real.mtx", listed(floating, even), comment="entries with i + j even")
scipy.io.mmwrite(here / "coordinate-integer.mtx", listed(signed, even))
scipy.io.mmwrite(here / "coordinate-pattern.mtx", listed(floating, even), field="pattern")
scipy.io.mmwrite(here / "coordinate-symmetric.mtx", listed(symmetric, even4), symmetry="symmetric")
scipy.io.mmwrite(here / "coordinate-skew.mtx", listed(skew, even4 & (p != q)), symmetry="skew-symmetric")
scipy.io.mmwrite(here / "refused-complex.mtx", floating + 1j)
scipy.io.mmwrite(here / "refused-hermitian.mtx", symmetric + 1j * skew, symmetry="hermitian")

# MATLAB
scipy.io.savemat(here / "one.mat", {"x": floating}, format="4")
scipy.io.savemat(here / "two.mat", {"note": "text", "x": floating, "observed": even.astype(float), "single": floating.astype("f4"),
                                    "integer": signed.astype("i4"), "small": signed.astype("i2"), "byte": unsigned.astype("u1")}, format="4")
scipy.io.savemat(here / "sparse.mat", {"x": listed(floating, even)}, format="4")
(here / "big-endian.mat").write_bytes(struct.pack(">5i", 1000, 4, 3, 0, 2) + b"x\0" + floating.astype(">f8").tobytes(order="F"))
scipy.io.savemat(here / "refused-complex.mat", {"x": floating + 1j}, format="4")
scipy.io.savemat(here / "refused-version5.mat", {"x": floating}, format="5")
# Its first line holds the time of day.
version5 = (here / "refused-version5.mat").read_bytes()
(here / "refused-version5.mat").write_bytes(b"MATLAB 5.0 MAT-file".ljust(116) + version5[116:])
(here / "refused-version73.mat").write_bytes(b"MATLAB 7.3 MAT-file, Platform: GLNXA64".ljust(124) + b"\0\2IM" + bytes(384) + b"\x89HDF\r\n\x1a\n")

# Tables
rows = [[repr(float(value)) if seen else "" for value, seen in zip(*pair)] for pair in zip(floating, even)]
(here / "table.csv").write_text("".join(",".join(row) + "\n" for row in rows))
(here / "table.tsv").write_text("".join("\t".join(row) + "\n" for row in rows))
entries = [(r, c) for r in (2, 0, 3, 1) for c in (1, 2, 0) if even[r, c]]
(here / "triplets.csv").write_text("year,gdp,country\n" + "".join(f"{2000 + c},{float(floating[r, c])!r},land {r}\n" for r, c in entries))
(here / "triplets.tsv").write_text("".join(f"{10 * r}\t{9 + c}\t{float(floating[r, c])!r}\n" for r, c in entries))

for name in ("table.csv", "triplets.tsv", "f8-little.npy", "coordinate-real.mtx", "one.mat", "one.npz"):
    pack(name)

namespace DlnDynamics.Studies;

/// <summary>The study file that `dln new` writes: small, commented, and it runs as it is.</summary>
public static class StudyTemplate
{
    /// <summary>The file for a study of some name.</summary>
    public static string Of(string name) => $$"""
        study: {{name}}                       # letters, digits, - and _; names the results folder
        question: Does a deeper network complete the matrix with lower rank?

        problem:                            # exactly one: completion or factorization
          completion:                       # half the sum over observed entries of (X - target) squared
            # matrix: data.csv              # .csv .tsv .npy .npz .mtx .mat, relative to this file; or a matrix with a known truth:
            matrix: { synthetic: { rows: 20, columns: 20, rank: 2, singular-values: [3, 1], seed: 1 } }
            # names: auto                   # auto | none | columns | rows | both: where the file holds names
            # missing: blank                # blank | nan | zero | { value: -999 }: what marks a missing entry
            observed: { fraction: 0.6, seed: 1 }    # all | diagonal | { fraction, seed } | { mask: FILE }
            scale: unit-spectral-norm       # a number | unit-spectral-norm | unit-rms: the data are divided by it

        flow:
          depth: [2, 3, infinite]           # a whole number >= 1, a real >= 2, or infinite; a list is a sweep
          # coordinates: log-polar          # log-polar | layers | end-to-end
          # clock: rescaled                 # rescaled | layers
          start:                            # exactly one
            balanced-orthogonal: { scale: 1e-3, seed: 1 }
            # balanced-gaussian: { scale: 1e-3, seed: 1 }
            # balanced-identity: { scale: 1e-3 }
            # balanced-low-rank: { rank: 5, scale: 1e-3, seed: 1 }
            # balanced-spectral: { rank: 5, scale: 1e-3 }              # leading singular vectors of the observed data
            # balanced-matrix: { file: start.csv, scale: 1 }
            # layers-gaussian: { scale: 0.1, width: 50, seed: 1 }      # with coordinates: layers
            # layers-identity: { scale: 0.1 }
            # layers-relaxed-balanced: { scale: 1e-3, imbalance: 0.1, seed: 1 }    # with coordinates: end-to-end or layers
            # layers-file: { files: [W1.csv, W2.csv] }                 # W1 is applied first; or { file: layers.npz }, arrays W1, W2

        integrate:
          # method: auto                    # auto | tsitouras5 | dormand-prince8 | rkc2 | rock4 | rodas5p | radau5 | bdf | bdf-gmres
          # tolerance: 1e-6
          until:                            # the first that holds ends the run
            time: 1e6
            # converged: 1e-10
            # loss: 1e-8
            # wall-time: 10min              # wall-time, steps and evaluations leave a run unfinished
            # steps: 1000000

        # record:
        #   times: { logarithmic: [1e-2, 1e6, 120] }                   # or { linear: [a, b, n] }, or a list of times
        #   quantities: [loss, gradient-norm, singular-values, effective-rank, stable-rank, imbalance]
        #   path: auto                      # auto | true | false: whether X itself is stored at those times
        # judge:
        #   limiting-rank: { resolution: 1e-3 }
        #   limit: { verify: true, certify: false }   # certify: solve again, tighter and in other coordinates, and count the digits that agree
        # report:
        #   figures: [loss, convergence, singular-values, escape-times, effective-rank, depth-comparison]

        """;
}

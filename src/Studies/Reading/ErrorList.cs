namespace DlnDynamics.Studies;

/// <summary>Collects errors; the same error found again in another run of the sweep counts once.</summary>
internal sealed class ErrorList
{
    private readonly HashSet<StudyError> seen = [];
    private readonly List<StudyError> errors = [];

    public int Count => errors.Count;

    public void Add(Place place, string path, string message)
    {
        StudyError error = new(place.File, place.Line, place.Column, path, message);
        if (seen.Add(error))
        {
            errors.Add(error);
        }
    }

    public void ThrowIfAny()
    {
        if (errors.Count > 0)
        {
            string first = errors[0].File;
            throw new StudyException([.. errors
                .OrderBy(error => error.File != first)
                .ThenBy(error => error.File, StringComparer.Ordinal)
                .ThenBy(error => error.Line)
                .ThenBy(error => error.Column)]);
        }
    }
}

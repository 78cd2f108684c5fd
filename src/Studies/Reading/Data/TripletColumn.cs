namespace DlnDynamics.Studies;

/// <summary>A column of a table, by its name in the header or by its position, from 1.</summary>
internal sealed record TripletColumn(string? Name, int Position);

namespace DlnDynamics.Studies;

/// <summary>Which columns of a table of triplets hold the row's id, the column's id and the value.</summary>
internal sealed record TripletColumns(TripletColumn Row, TripletColumn Column, TripletColumn Value);

namespace DlnDynamics.Studies.Tests;

/// <summary>What follows from a number, its bounds and its uncertainty.</summary>
public sealed class ClaimTests
{
    [Theory]
    [InlineData(1.05, 0.02, "Reproduced")]
    [InlineData(1.05, 0.06, "CannotBeTold")]
    [InlineData(1.15, 0.02, "Differs")]
    [InlineData(1.15, 0.06, "CannotBeTold")]
    [InlineData(double.NaN, 0, "CannotBeTold")]
    [InlineData(double.PositiveInfinity, 0, "CannotBeTold")]
    [InlineData(1.05, double.PositiveInfinity, "CannotBeTold")]
    public void A_claim_is_decided_where_its_margin_exceeds_its_uncertainty(double measured, double uncertainty, string verdict) =>
        Assert.Equal(verdict, Claim.Near("one", "It is one.", measured, 1, 0.1, uncertainty).Verdict.ToString());

    [Fact]
    public void Bounds_on_one_side_say_so()
    {
        Assert.Equal("Reproduced. Large. Measured 5 ± 1, claimed at least 2; margin 3.", Claim.AtLeast("large", "Large.", 5, 2, 1).Sentence());
        Assert.Equal("Differs. Small. Measured 5, claimed at most 2; margin -3.", Claim.AtMost("small", "Small.", 5, 2).Sentence());
        Assert.Equal("Reproduced. Three. Measured 3, claimed 3; margin 0.", Claim.Near("three", "Three.", 3, 3, 0).Sentence());
        Assert.Equal("Cannot be told. Seen. The figure is not to be had.", Claim.Open("seen", "Seen.", "The figure is not to be had.").Sentence());
    }

    [Theory]
    [InlineData(double.NaN, 1, 0)]
    [InlineData(1, -1, 0)]
    [InlineData(1, 1, -1)]
    [InlineData(1, 1, double.NaN)]
    public void Bounds_that_are_none_are_refused(double expected, double within, double uncertainty) =>
        Assert.Throws<ArgumentException>(() => Claim.Near("one", "One.", 1, expected, within, uncertainty));
}

using DlnDynamics.Dynamics;

namespace DlnDynamics.Analysis.Tests;

/// <summary>A singular value that is zero to rounding proves nothing: what the gradient does with it decides.</summary>
public sealed class UnderflowTests
{
    [Theory]
    [InlineData(2, true, 0)]
    [InlineData(2, false, null)]
    [InlineData(-2, true, null)]
    public void One_mode_at_zero_has_rank_0_only_if_it_is_held_there(double push, bool isSignLocked, int? rank)
    {
        ModeEvidence mode = new(0, -push, 0, push < 0 ? double.NegativeInfinity : double.PositiveInfinity, 0, push, 1);
        LimitingRank limiting = LimitingRank.Judge([new(Depth.Of(2), isSignLocked, 100, [mode], Math.Abs(push), Math.Abs(push))], 1e-3);
        Assert.Equal((rank, rank), (limiting.Rank, limiting.StrictRank));
        Assert.Single(limiting.Fates);
    }

    [Fact]
    public void Ends_below_the_smallest_number_do_not_disagree()
    {
        FlowState one = new(1, 1, 1), other = new(1, 1, 1);
        (one.LogSigma[0], other.LogSigma[0]) = (-800, -900);
        SecondLook look = SecondLook.Compare(one, [other], 1e-5, 1e-3, FlowCoordinates.LogPolar);
        Assert.True(look.Agrees, look.Reason);
    }
}

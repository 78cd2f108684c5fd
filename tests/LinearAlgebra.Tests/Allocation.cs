namespace DlnDynamics.LinearAlgebra.Tests;

/// <summary>What an action allocates once it is warm; Dynamics.Tests compiles this file too.</summary>
internal static class Allocation
{
    /// <summary>The fewest bytes that one of three calls allocates on this thread, after two have warmed up.</summary>
    /// <remarks>A collection that another test sets off meanwhile counts what is left of this thread's piece of memory; what the action allocates shows every time.</remarks>
    public static long Of(Action action)
    {
        action();
        action();
        return Enumerable.Range(0, 3).Min(_ => Once(action));
    }

    private static long Once(Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}

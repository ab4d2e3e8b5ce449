using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Core.Tests.Schedule;

public sealed class BufferPlannerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void RandomTakingAndReleasing_NeverOverlapsTwoLiveBuffers(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            var planner = new BufferPlanner();
            var live = new List<BufferSlot>();
            for (var step = 0; step < 40; step++)
            {
                if (live.Count > 0 && random.Next(3) == 0)
                {
                    var index = random.Next(live.Count);
                    planner.Release(live[index]);
                    live.RemoveAt(index);
                    continue;
                }

                var axis = new PackedAxis(random.Next(1, 200));
                var slot = planner.Take(axis);
                Assert.Equal(axis.Stride, slot.Stride);
                Assert.Equal(0, slot.Start % 16);
                Assert.True(slot.Start + slot.Stride <= planner.Size, $"{slot} ends behind {planner.Size}");
                Assert.All(live, other => Assert.False(Overlap(slot, other), $"{slot} overlaps {other}"));
                live.Add(slot);
            }
        }
    }

    [Fact]
    public void ReleasedPlace_IsUsedAgain()
    {
        var planner = new BufferPlanner();
        var first = planner.Take(new PackedAxis(64));
        planner.Release(first);
        Assert.Equal(first, planner.Take(new PackedAxis(64)));
        Assert.Equal(64, planner.Size);
    }

    [Fact]
    public void SmallerBuffer_LeavesTheRestOfAReleasedPlaceFree()
    {
        var planner = new BufferPlanner();
        planner.Release(planner.Take(new PackedAxis(64)));
        var small = planner.Take(new PackedAxis(16));
        var rest = planner.Take(new PackedAxis(48));
        Assert.Equal(64, planner.Size);
        Assert.False(Overlap(small, rest));
    }

    [Fact]
    public void TightestFreePlace_IsTaken()
    {
        var planner = new BufferPlanner();
        var large = planner.Take(new PackedAxis(128));
        var small = planner.Take(new PackedAxis(32));
        planner.Release(large);
        planner.Release(small);
        Assert.Equal(small.Start, planner.Take(new PackedAxis(32)).Start);
    }

    internal static bool Overlap(BufferSlot a, BufferSlot b) => a.Start < b.Start + b.Stride && b.Start < a.Start + a.Stride;
}

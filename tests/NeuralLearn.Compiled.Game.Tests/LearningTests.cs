using Game.Learning;
using Game.Rollback;
using Game.Simulation;
using NeuralLearn.Compiled.Tests.Running;

namespace NeuralLearn.Compiled.Game.Tests;

public sealed class LearningTests
{
    [Theory]
    [InlineData(LearnerKind.ActorCritic, 1UL, 2.5)]
    [InlineData(LearnerKind.ActorCritic, 2UL, 2.0)]
    [InlineData(LearnerKind.Evolution, 1UL, 2.0)]
    public void OneMinute_AgentsThatLearnEatMoreThanThoseThatDoNot(LearnerKind kind, ulong seed, double factor)
    {
        var learning = Score(kind, seed, learns: true);
        var untrained = Score(kind, seed, learns: false);
        Assert.True(learning > factor * untrained, $"{learning:F1} pellets a minute, {untrained:F1} untrained.");
    }

    [Theory]
    [InlineData(LearnerKind.ActorCritic)]
    [InlineData(LearnerKind.Evolution)]
    public void AfterWarmup_FramesAllocateNothing(LearnerKind kind)
    {
        var history = new History(new Colony(1, 100, kind));
        Run(history, 900);
        Assert.Equal(0, Allocations.Least(() => Run(history, 600)));
    }

    [Theory]
    [InlineData(LearnerKind.ActorCritic)]
    [InlineData(LearnerKind.Evolution)]
    public void Budget_ChangesWhenNeverWhat(LearnerKind kind)
    {
        var hurried = new Colony(5, 60, kind);
        var relaxed = new Colony(5, 60, kind);
        for (var frame = 0; frame < 700; frame++)
        {
            hurried.Step(WorkBudget.FromNow(TimeSpan.Zero));
            relaxed.Step(WorkBudget.Unlimited);
        }

        Assert.Equal(relaxed.Hash(), hurried.Hash());
    }

    [Theory]
    [InlineData(LearnerKind.ActorCritic)]
    [InlineData(LearnerKind.Evolution)]
    public void Rollback_WithCommandsInBetween_ReplaysBitForBit(LearnerKind kind)
    {
        var colony = new Colony(3, 80, kind);
        var history = new History(colony);
        Run(history, 500);
        history.Apply(new Command(CommandKind.Feed, 0, 100, 100));
        Run(history, 41);
        history.Apply(new Command(CommandKind.Population, 120));
        Run(history, 37);
        history.Apply(new Command(CommandKind.Hunt, 1, 700, 300));
        history.Apply(new Command(CommandKind.Population, 50));
        Run(history, 30);
        var hash = colony.Hash();
        var frames = history.GoBack(150);
        Assert.InRange(frames, 150, 150 + History.Interval);
        Assert.NotEqual(hash, colony.Hash());
        while (history.Goal >= 0)
        {
            history.Step(WorkBudget.Unlimited);
        }

        Assert.Equal(hash, colony.Hash());
        Assert.Equal(50, colony.World.Agents.Length);
    }

    [Fact]
    public void Seed_DecidesEverything()
    {
        Assert.Equal(HashAfter(7), HashAfter(7));
        Assert.NotEqual(HashAfter(7), HashAfter(8));
    }

    [Fact]
    public void Population_MayChangeInAnyFrameAndBetweenLearners()
    {
        var history = new History(new Colony(1, 10));
        int[] populations = [1000, 10, 333, 11];
        for (var i = 0; i < 40; i++)
        {
            history.Apply(new Command(CommandKind.Population, populations[i % 4]));
            history.Apply(new Command(CommandKind.Learner, i / 3 % 2));
            Run(history, 1 + (i * 7 % 19));
        }

        Assert.True(history.GoBack(60) >= 60);
    }

    private static double Score(LearnerKind kind, ulong seed, bool learns)
    {
        var colony = new Colony(seed, 200, kind);
        colony.Apply(new Command(CommandKind.Learning, learns ? 1 : 0));
        for (var frame = 0; frame < 60 * 60; frame++)
        {
            colony.Step(WorkBudget.Unlimited);
        }

        return colony.Score.MeanEaten(45, 60);
    }

    private static ulong HashAfter(ulong seed)
    {
        var colony = new Colony(seed, 50);
        for (var frame = 0; frame < 200; frame++)
        {
            colony.Step(WorkBudget.Unlimited);
        }

        return colony.Hash();
    }

    private static void Run(History history, int frames)
    {
        for (var frame = 0; frame < frames; frame++)
        {
            history.Step(WorkBudget.Unlimited);
        }
    }
}

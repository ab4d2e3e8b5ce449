using NeuralLearn.Compiled.Tests.Running;

namespace NeuralLearn.Compiled.Tests.Programs;

[Network, Input(6), Standardize, Dense(20, Activation.Tanh, Trainable = false), Dropout(0.25), PReLU, Dense(11, Activation.GELU, LearningRateScale = 0.5), Dense(3)]
[CrossEntropyLoss, Adam(LearningRate = 0.01, AmsGrad = true, WeightDecay = 1e-3)]
public sealed partial class Rival;

/// <summary>Save games, rollback and desync detection of a network that learns while it is played against.</summary>
public sealed class SaveGameTests
{
    /// <summary>What a frame feeds to the brain, a function of its number alone.</summary>
    private static void Play(Rival brain, int frame)
    {
        var random = new NetRandom((ulong)frame);
        Span<float> senses = stackalloc float[6];
        for (var row = 0; row < 3; row++)
        {
            foreach (ref var sense in senses)
            {
                sense = random.NextNormal();
            }

            brain.UpdateStandardize(senses);
            brain.Backward(senses, random.NextInt(3));
        }

        if (frame % 2 == 0)
        {
            brain.Update();
        }

        brain.LearningRate *= 0.999f;
    }

    [Fact]
    public void RolledBackAndReplayed_GivesTheSameBits()
    {
        var brain = new Rival(seed: 5);
        var ring = Enumerable.Range(0, 8).Select(_ => new byte[Rival.StateBytes]).ToArray();
        var hashes = new ulong[300];
        for (var frame = 0; frame < 300; frame++)
        {
            brain.SaveState(ring[frame & 7]);
            Play(brain, frame);
            hashes[frame] = brain.StateHash();
        }

        brain.RestoreState(ring[299 & 7]);
        Play(brain, 299);
        Assert.Equal(hashes[299], brain.StateHash());
        brain.RestoreState(ring[293 & 7]);
        for (var frame = 293; frame < 300; frame++)
        {
            Play(brain, frame);
            Assert.Equal(hashes[frame], brain.StateHash());
        }

        Assert.Equal(300, hashes.Distinct().Count());
    }

    [Fact]
    public void StateOfAnother_MakesATwin()
    {
        Rival one = new(1), other = new(2);
        for (var frame = 0; frame < 50; frame++)
        {
            Play(one, frame);
        }

        var state = new byte[Rival.StateBytes];
        one.SaveState(state);
        other.RestoreState(state);
        for (var frame = 50; frame < 150; frame++)
        {
            Play(one, frame);
            Play(other, frame);
            Assert.Equal(one.StateHash(), other.StateHash());
        }

        var twin = new byte[Rival.StateBytes];
        one.SaveState(state);
        other.SaveState(twin);
        Assert.Equal(state, twin);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(51)]
    public void SavedTraining_GoesOnWithTheSameBits(int frames)
    {
        Rival one = new(1), other = new(2);
        for (var frame = 0; frame < frames; frame++)
        {
            Play(one, frame);
        }

        using var file = new MemoryStream();
        one.SaveTraining(file);
        file.Position = 0;
        other.LoadTraining(file);
        Assert.Equal(one.StateHash(), other.StateHash());
        for (var frame = frames; frame < frames + 100; frame++)
        {
            Play(one, frame);
            Play(other, frame);
        }

        Assert.Equal(one.StateHash(), other.StateHash());
    }

    [Fact]
    public void EverythingThatDecidesTheFuture_IsInTheHash()
    {
        var hashes = new HashSet<ulong>();
        void Add(Action<Rival> change)
        {
            var brain = new Rival(1);
            change(brain);
            Assert.True(hashes.Add(brain.StateHash()), "Two different learners have one hash.");
        }

        Span<float> ones = stackalloc float[6];
        ones.Fill(1f);
        var row = ones.ToArray();
        Add(_ => { });
        Add(brain => brain.LearningRate = 0.5f);
        Add(brain => brain.Initialize(2));
        Add(brain => brain.Backward(row, 1));
        Add(brain => { brain.Backward(row, 1); brain.ClearGradients(); });
        Add(brain => { brain.Backward(row, 1); brain.Update(); });
        Add(brain => brain.UpdateStandardize(row));
        Add(brain => { brain.UpdateStandardize(row); brain.UpdateStandardize(row); });
        Add(brain => brain.LoadGradients(new float[Rival.ParameterCount]));
    }

    [Fact]
    public void Initialize_IsAsANewInstance()
    {
        Rival brain = new(1), fresh = new(9);
        for (var frame = 0; frame < 20; frame++)
        {
            Play(brain, frame);
        }

        brain.Initialize(9);
        Assert.Equal(fresh.StateHash(), brain.StateHash());
        for (var frame = 0; frame < 20; frame++)
        {
            Play(brain, frame);
            Play(fresh, frame);
        }

        Assert.Equal(fresh.StateHash(), brain.StateHash());
    }

    [Fact]
    public void ForeignState_IsRefusedAndChangesNothing()
    {
        var brain = new Rival(1);
        Play(brain, 1);
        var before = brain.StateHash();
        var state = new byte[Rival.StateBytes];
        Assert.Throws<InvalidDataException>(() => brain.RestoreState(state));
        Assert.Throws<ArgumentException>("source", () => brain.RestoreState(state.AsSpan(1)));
        Assert.Throws<ArgumentException>("destination", () => brain.SaveState(state.AsSpan(1)));
        using var weights = new MemoryStream();
        brain.Save(weights);
        weights.Position = 0;
        var problem = Assert.Throws<InvalidDataException>(() => brain.LoadTraining(weights));
        Assert.Contains("optimizer.exp_avg.dense2.weight", problem.Message);
        Assert.Contains("optimizer.step", problem.Message);
        Assert.Equal(before, brain.StateHash());
    }

    [Fact]
    public void SaveAndRestore_AllocateNothing()
    {
        var brain = new Rival(1);
        var state = new byte[Rival.StateBytes];
        Play(brain, 1);
        brain.SaveState(state);
        brain.RestoreState(state);

        Assert.Equal(0, Allocations.Least(() =>
        {
            for (var i = 0; i < 10; i++)
            {
                brain.SaveState(state);
                Play(brain, i);
                brain.StateHash();
                brain.RestoreState(state);
            }
        }));
    }

    [Fact]
    public void TrainingSession_DoesTheSameInAnyPieces()
    {
        var random = new NetRandom(4);
        var inputs = new float[6 * 200];
        foreach (ref var value in inputs.AsSpan())
        {
            value = random.NextNormal();
        }

        var data = new Dataset(inputs, 6, Enumerable.Range(0, 200).Select(row => inputs[row * 6] > 0 ? 1 : 0).ToArray());
        Rival whole = new(1), pieces = new(1), timed = new(1);
        FitOptions Options() => new() { Epochs = 10, BatchSize = 16 };
        Trainer.Fit(whole, data, Options());
        var session = Trainer.Start(pieces, data, Options());
        while (!session.IsDone)
        {
            session.RunSteps(4);
        }

        var frames = Trainer.Start(timed, data, Options());
        while (!frames.IsDone)
        {
            frames.RunFor(TimeSpan.FromMilliseconds(1.5));
        }

        Assert.Equal(whole.StateHash(), pieces.StateHash());
        Assert.Equal(whole.StateHash(), timed.StateHash());
        Assert.True(Trainer.Evaluate(whole, data).Accuracy > 0.8);
    }
}

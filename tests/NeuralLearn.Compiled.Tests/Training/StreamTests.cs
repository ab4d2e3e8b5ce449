using NeuralLearn.Compiled.Tests.Running;

namespace NeuralLearn.Compiled.Tests.Training;

/// <summary>Rows that come from elsewhere.</summary>
public sealed class StreamTests
{
    [Fact]
    public void InOrder_GivesTheBitsOfTheDataset()
    {
        foreach (var chunk in new[] { 1, 3, 1000 })
        {
            var (memory, stream) = (Problems.Classifier(), Problems.Classifier());
            var expected = Trainer.Fit(
                memory, Problems.Triangle(), new() { Epochs = 3, Shuffle = false, BatchSize = 16, Validation = Problems.Triangle(33) });
            var actual = Trainer.Fit(
                stream,
                new Rows(Problems.Triangle(), chunk),
                new() { Epochs = 3, Shuffle = false, BatchSize = 16, Validation = new Rows(Problems.Triangle(33), chunk) });
            Assert.Equal(memory.StateHash(), stream.StateHash());
            Assert.Equal(expected.ToString(), actual.ToString());
        }
    }

    [Fact]
    public void Shuffled_VisitsAllRowsInAnotherOrderEachEpoch_WhateverTheSourceGivesAtATime()
    {
        float[] Order(int chunk, int window, bool isKnown = true)
        {
            var network = Problems.Slow();
            Trainer.Fit(
                network, new Rows(Problems.Numbered(200), chunk, isKnown), new() { Epochs = 2, BatchSize = 7, ShuffleWindow = window });
            return [.. network.Seen];
        }

        var order = Order(1, 20);
        var all = Enumerable.Range(0, 200).Select(row => (float)row).ToArray();
        Assert.Equal(all, order.Take(200).Order());
        Assert.Equal(all, order.Skip(200).Order());
        Assert.NotEqual(order.Take(200), order.Skip(200));
        Assert.Equal(order, Order(64, 20));
        Assert.Equal(order, Order(13, 20, isKnown: false));

        // No row comes earlier than the window allows, and a window of one row is no shuffling.
        for (var place = 0; place < 200; place++)
        {
            Assert.True(order[place] < place + 20);
        }

        Assert.Equal(all, Order(5, 1).Take(200));
        Assert.Equal(all, Order(5, 5000).Take(200).Order());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(100)]
    public void Session_SavedInTheMiddleOfAnEpoch_GoesOnToTheSameBits(int window)
    {
        FitOptions Options() => new() { Epochs = 2, BatchSize = 16, ShuffleWindow = window, Seed = 9 };
        var whole = Problems.Classifier();
        var expected = Trainer.Fit(whole, new Rows(Problems.Triangle(), 5, isKnown: false), Options());
        for (var steps = 0; steps <= expected.Steps; steps++)
        {
            using var file = new MemoryStream();
            var first = Trainer.Start(Problems.Classifier(), new Rows(Problems.Triangle(), 7, isKnown: false), Options());
            first.RunSteps(steps);
            first.Save(file);
            file.Position = 0;
            var network = Problems.Classifier();
            var second = Trainer.Start(network, new Rows(Problems.Triangle(), 64, isKnown: false), Options());
            second.Load(file);
            second.RunSteps(long.MaxValue);
            Assert.Equal(whole.StateHash(), network.StateHash());
        }
    }

    [Theory]
    [InlineData(9, 1)]
    [InlineData(9, 100)]
    [InlineData(8, 100)]
    [InlineData(10, 3)]
    public void SingleRowLeft_WithStatisticsOverTheBatch_JoinsTheBatchBefore(int rows, int window)
    {
        var (memory, stream) = (Problems.Slow("running_mean"), Problems.Slow("running_mean"));
        Trainer.Fit(memory, Problems.Numbered(rows), new() { Epochs = 2, BatchSize = 4 });
        Trainer.Fit(stream, new Rows(Problems.Numbered(rows), 3), new() { Epochs = 2, BatchSize = 4, ShuffleWindow = window });
        Assert.Equal(memory.BatchSizes, stream.BatchSizes);
    }

    [Fact]
    public void Readers_AreAllDisposed()
    {
        var rows = new Rows(Problems.Triangle(), 8);
        Trainer.Fit(Problems.Classifier(), rows, new() { Epochs = 3 });
        Assert.Equal(0, rows.OpenReaders);
        var session = Trainer.Start(Problems.Classifier(), rows, new() { Epochs = 3, ShuffleWindow = 2 });
        session.RunSteps(1);
        Assert.Equal(1, rows.OpenReaders);
        session.Cancel();
        Assert.Equal(0, rows.OpenReaders);
    }

    [Fact]
    public void SourceThatGivesOtherRowsThanItSaid_IsRefused()
    {
        Assert.Contains("90", Message(89), StringComparison.Ordinal);
        Assert.Contains("more", Message(91), StringComparison.Ordinal);

        static string Message(int given) => Assert.Throws<InvalidDataException>(() => Trainer.Fit(
            Problems.Classifier(), new Rows(Problems.Triangle(given), 8) { RowCountSaid = 90 }, new() { Epochs = 1 })).Message;
    }

    [Fact]
    public void CosineOverAnUnknownNumberOfSteps_IsRefused()
    {
        var rows = new Rows(Problems.Triangle(), 8, isKnown: false);
        Assert.Throws<ArgumentException>(() => Trainer.Start(Problems.Classifier(), rows, new() { Schedule = Schedule.Cosine() }));
        Assert.NotNull(Trainer.Start(Problems.Classifier(), rows, new() { Schedule = Schedule.Step(2) }));
    }

    [Fact]
    public void Steps_AfterTheStart_AllocateNothing()
    {
        var session = Trainer.Start(Problems.Classifier(), new Rows(Problems.Triangle(9000), 50), new() { Epochs = 1, BatchSize = 8, ShuffleWindow = 100 });
        session.RunSteps(50);
        Assert.Equal(0, Allocations.Least(() => session.RunSteps(200)));
        Assert.False(session.IsDone);
    }

    [Fact]
    public void SourceThatFails_CanBeTriedAgain()
    {
        var whole = Problems.Classifier();
        Trainer.Fit(whole, new Rows(Problems.Triangle(), 8), new() { Epochs = 2, ShuffleWindow = 10 });
        var rows = new Rows(Problems.Triangle(), 8) { FailsAtRead = 5 };
        var network = Problems.Classifier();
        var session = Trainer.Start(network, rows, new() { Epochs = 2, ShuffleWindow = 10 });
        Assert.Throws<IOException>(() => session.RunSteps(100));
        session.RunSteps(100);
        Assert.True(session.IsDone);
        Assert.Equal(whole.StateHash(), network.StateHash());
    }

    /// <summary>A dataset as if it came from elsewhere, a few rows at a time.</summary>
    private sealed class Rows(Dataset data, int chunk, bool isKnown = true) : RowSource
    {
        public int OpenReaders { get; private set; }

        public int FailsAtRead { get; set; } = -1;

        public long? RowCountSaid { get; init; }

        public override int InputSize => data.InputSize;

        public override int TargetSize => data.TargetSize;

        public override bool HasLabels => data.HasLabels;

        public override long? RowCount => RowCountSaid ?? (isKnown ? data.Count : null);

        public override RowReader Open(int epoch)
        {
            OpenReaders++;
            return new Reader(this, data.Open(epoch), chunk, data);
        }

        private sealed class Reader(Rows rows, RowReader inner, int chunk, Dataset data) : RowReader
        {
            private bool _isDisposed;

            public override int Read(in RowSpace rowSpace)
            {
                if (rows.FailsAtRead >= 0 && --rows.FailsAtRead < 0)
                {
                    throw new IOException("The connection broke.");
                }

                var count = Math.Min(chunk, rowSpace.Rows);
                return inner.Read(new RowSpace(
                    count,
                    rowSpace.Inputs[..(count * data.InputSize)],
                    rowSpace.Targets[..(count * data.TargetSize)],
                    rowSpace.Labels.IsEmpty ? default : rowSpace.Labels[..count],
                    rowSpace.RowWeights,
                    rowSpace.Lengths));
            }

            protected override void Dispose(bool disposing)
            {
                rows.OpenReaders -= _isDisposed ? 0 : 1;
                _isDisposed = true;
                base.Dispose(disposing);
            }
        }
    }
}

using NeuralLearn.Compiled.Tests.Files;

namespace NeuralLearn.Compiled.Tests.Training;

/// <summary>Sessions in files.</summary>
public sealed partial class SessionTests
{
    [Fact]
    public void Checkpoint_OfACancelledTraining_GoesOnToTheSameBits()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("session");
        FitOptions WithCheckpoint() => new()
        {
            Epochs = 9,
            BatchSize = 16,
            Seed = 3,
            Schedule = Schedule.Cosine(),
            CheckpointPath = path,
            CheckpointEvery = 2,
            ResumeFromCheckpoint = true,
        };
        var whole = Problems.Classifier();
        var expected = Trainer.Fit(
            whole, Problems.Triangle(), new() { Epochs = 9, BatchSize = 16, Seed = 3, Schedule = Schedule.Cosine() });
        var seen = new List<int>();
        LinearNetwork network;
        FitReport report;
        do
        {
            using var stop = new CancellationTokenSource();
            network = Problems.Classifier();
            report = Trainer.Fit(
                network,
                Problems.Triangle(),
                WithCheckpoint(),
                e =>
                {
                    seen.Add(e.Epoch);
                    if (e.Epoch < 9)
                    {
                        stop.Cancel();
                    }
                },
                stop.Token);
        }
        while (report.IsCancelled);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], seen);
        Assert.Equal(["session"], folder.Names);
        Same(expected, report);
        Assert.Equal(whole.StateHash(), network.StateHash());

        // Once done, it is done.
        report = Trainer.Fit(
            Problems.Classifier(), Problems.Triangle(), WithCheckpoint(), _ => Assert.Fail("There is nothing left to do."));
        Same(expected, report);
    }

    [Fact]
    public void Checkpoint_AfterACrash_GoesOnFromTheLastEpochWritten()
    {
        using var folder = new TemporaryFolder();
        var options = new FitOptions { Epochs = 6, CheckpointPath = folder.File("session"), CheckpointEvery = 2, ResumeFromCheckpoint = true };
        Assert.Throws<InvalidTimeZoneException>(() => Trainer.Fit(
            Problems.Classifier(), Problems.Triangle(), options, e => _ = e.Epoch == 5 ? throw new InvalidTimeZoneException() : 0));
        var session = Trainer.Start(Problems.Classifier(), Problems.Triangle(), options);
        Assert.Equal(4, session.Epochs);
    }

    [Fact]
    public void DamagedFiles_AreRefusedAndChangeNothing()
    {
        using var file = new MemoryStream();
        var session = Trainer.Start(Problems.Classifier(), Problems.Triangle(), Options("cosine"));
        session.RunSteps(7);
        session.Save(file);
        var bytes = file.ToArray();
        var network = Problems.Classifier();
        var other = Trainer.Start(network, Problems.Triangle(), Options("cosine"));
        var before = network.StateHash();
        for (var i = 0; i < bytes.Length; i += i < 64 ? 1 : 13)
        {
            Assert.Throws<InvalidDataException>(() => other.Load(new MemoryStream(bytes, 0, i)));
            var flipped = bytes.ToArray();
            flipped[i] ^= 4;
            Assert.Throws<InvalidDataException>(() => other.Load(new MemoryStream(flipped)));
        }

        Assert.Equal(before, network.StateHash());
        Assert.Equal(0, other.Steps);
        other.Load(new TricklingStream(bytes));
        Assert.Equal(7, other.Steps);
    }

    [Fact]
    public void FileOfAnotherTraining_IsRefusedWithTheDifference()
    {
        using var file = new MemoryStream();
        Trainer.Start(Problems.Classifier(), Problems.Triangle(), Options("cosine")).Save(file);
        file.Position = 0;
        var other = Trainer.Start(Problems.Classifier(), Problems.Triangle(), Options("exponential"));
        Assert.Contains(
            "'schedule cosine to 0 warmup 3' in the file, 'schedule times 0.7 every 1' here",
            Assert.Throws<InvalidDataException>(() => other.Load(file)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void ForgedFiles_WithARightChecksum_AreReadOrRefused()
    {
        using var file = new MemoryStream();
        var session = Trainer.Start(Problems.Classifier(), Problems.Triangle(), Options("plateau"));
        session.RunSteps(14);
        session.Save(file);
        file.Position = 0;
        var content = SessionFile.Read(file);
        var random = new Random(1);
        var refused = 0;
        for (var i = 0; i < 4000; i++)
        {
            var forged = content[..(i % 5 == 0 ? random.Next(content.Length) : content.Length)];
            for (var change = 0; change < 1 + (i % 3) && forged.Length > 0; change++)
            {
                forged[random.Next(forged.Length)] = (byte)random.Next(256);
            }

            using var framed = new MemoryStream();
            SessionFile.Write(framed, forged);
            framed.Position = 0;
            var other = Trainer.Start(Problems.Classifier(), Problems.Triangle(), Options("plateau"));
            try
            {
                other.Load(framed);
                other.RunSteps(9);
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.True(refused > 1000);
    }
}

using NeuralLearn.Compiled.Tests.Running;

namespace NeuralLearn.Compiled.Tests.Training;

/// <summary>A training in pieces is the same training.</summary>
public sealed partial class SessionTests
{
    private static readonly string[] Schedules = ["cosine", "plateau", "exponential", "none"];

    public static TheoryData<string> ScheduleNames => [.. Schedules];

    [Theory]
    [MemberData(nameof(ScheduleNames))]
    public void Steps_InAnyPieces_AreThoseOfFit(string schedule)
    {
        var whole = Problems.Classifier();
        var expected = Trainer.Fit(whole, Problems.Triangle(), Options(schedule));
        foreach (var piece in new[] { 1, 3, 7, 1000 })
        {
            var network = Problems.Classifier();
            var session = Trainer.Start(network, Problems.Triangle(), Options(schedule));
            while (!session.IsDone)
            {
                Assert.True(session.RunSteps(piece) <= piece);
            }

            Same(expected, session.Report);
            Assert.Equal(whole.StateHash(), network.StateHash());
        }
    }

    [Theory]
    [MemberData(nameof(ScheduleNames))]
    public void Session_SavedAtAnyStep_GoesOnToTheSameBits(string schedule)
    {
        var whole = Problems.Classifier();
        var expected = Trainer.Fit(whole, Problems.Triangle(), Options(schedule));
        for (var steps = 0; steps <= expected.Steps; steps++)
        {
            using var file = new MemoryStream();
            var first = Trainer.Start(Problems.Classifier(), Problems.Triangle(), Options(schedule));
            first.RunSteps(steps);
            first.Save(file);
            file.Position = 0;

            var network = Problems.Classifier();
            network.Initialize(99);
            network.LearningRate = 7;
            var second = Trainer.Start(network, Problems.Triangle(), Options(schedule));
            second.Load(file);
            Assert.Equal(steps, second.Steps);
            second.RunSteps(long.MaxValue);
            Same(expected, second.Report);
            Assert.Equal(whole.StateHash(), network.StateHash());
        }
    }

    [Fact]
    public void Session_SavedInTheMiddleOfValidation_GoesOnToTheSameBits()
    {
        var whole = Problems.Classifier();
        var expected = Trainer.Fit(whole, Problems.Triangle(), Options("plateau"));
        for (var pieces = 0; ; pieces++)
        {
            using var file = new MemoryStream();
            var first = Trainer.Start(Problems.Classifier(), Problems.Triangle(), Options("plateau"));
            for (var i = 0; i < pieces && !first.IsDone; i++)
            {
                first.Advance();
            }

            first.Save(file);
            file.Position = 0;
            var network = Problems.Classifier();
            var second = Trainer.Start(network, Problems.Triangle(), Options("plateau"));
            second.Load(file);
            second.RunSteps(long.MaxValue);
            Same(expected, second.Report);
            Assert.Equal(whole.StateHash(), network.StateHash());
            if (first.IsDone)
            {
                Assert.True(pieces > expected.Steps);
                return;
            }
        }
    }

    [Fact]
    public void Divergence_AfterResuming_GoesBackToTheSameLearner()
    {
        static LinearNetwork Wild() => new(1, 1, OutputMeaning.Values) { LearningRate = 0.03f };
        var options = new FitOptions { Epochs = 1000, BatchSize = 10 };
        var data = Problems.Numbered(100, 1);
        var whole = Wild();
        var expected = Trainer.Fit(whole, data, options);
        Assert.Equal(StopReason.Diverged, expected.Reason);
        for (var steps = 0; steps < expected.Steps; steps++)
        {
            using var file = new MemoryStream();
            var first = Trainer.Start(Wild(), data, options);
            first.RunSteps(steps);
            first.Save(file);
            file.Position = 0;
            var network = Wild();
            var second = Trainer.Start(network, data, options);
            second.Load(file);
            second.RunSteps(long.MaxValue);
            Assert.Equal(StopReason.Diverged, second.Report.Reason);
            Assert.Equal(whole.StateHash(), network.StateHash());
        }
    }

    [Fact]
    public void Steps_AfterTheStart_AllocateNothing()
    {
        foreach (var shuffle in new[] { false, true })
        {
            var session = Trainer.Start(
                Problems.Classifier(), Problems.Triangle(9000), new() { Epochs = 1, BatchSize = 2, Shuffle = shuffle, Schedule = Schedule.Cosine(warmupSteps: 9) });
            session.RunSteps(20);
            session.RunFor(TimeSpan.FromMicroseconds(100));
            Assert.Equal(0, Allocations.Least(() => session.RunSteps(400)));
            Assert.Equal(0, Allocations.Least(() => session.RunFor(TimeSpan.FromMicroseconds(20))));
            Assert.False(session.IsDone);
        }
    }

    [Fact]
    public void RunFor_TakesOnlyStepsThatFitByTheSlowestOfTheLastEight()
    {
        var clock = new StandingClock();
        var network = Problems.Classifier();
        var costs = new Queue<int>([1, 1, 4, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
        network.OnStep = () => clock.Now += costs.TryDequeue(out var cost) ? cost : 1;
        var session = Clocked(network, clock);
        Assert.Equal(0, session.RunFor(TimeSpan.Zero));

        // 1 + 1 + 4 milliseconds; with 4 more it would be 10, with 8 more 14.
        Assert.Equal(4, session.RunFor(TimeSpan.FromMilliseconds(10)));
        Assert.Equal(TimeSpan.FromMilliseconds(4), session.SlowestRecentStep);

        // The slow one is the third of the last 8 until 6 more are done.
        Assert.Equal(3, session.RunFor(TimeSpan.FromMilliseconds(6)));
        Assert.Equal(3, session.RunFor(TimeSpan.FromMilliseconds(6)));
        Assert.Equal(6, session.RunFor(TimeSpan.FromMilliseconds(6)));
    }

    [Fact]
    public void RunFor_AfterOneSlowStep_GetsAheadAndForgetsIt()
    {
        var clock = new StandingClock();
        var network = Problems.Classifier();
        network.OnStep = () => clock.Now += network.Rates.Count == 1 ? 1000 : 1;
        var session = Clocked(network, clock);
        for (var i = 0; i < 8; i++)
        {
            Assert.Equal(1, session.RunFor(TimeSpan.FromMilliseconds(20)));
        }

        // The ninth step, which is always taken, pushes the first one out.
        Assert.Equal(20, session.RunFor(TimeSpan.FromMilliseconds(20)));
    }

    [Fact]
    public void RunFor_DoesValidationInPiecesToo()
    {
        var clock = new StandingClock();
        var network = Problems.Classifier();
        network.OnStep = () => clock.Now++;
        network.OnEvaluation = () => clock.Now++;
        var session = new TrainingSession(
            network, Problems.Triangle(30), new() { BatchSize = 10, Epochs = 2, Validation = Problems.Triangle(60), MeasureTraining = false })
        { Clock = clock };
        Assert.Equal(3, session.RunFor(TimeSpan.FromMilliseconds(4)));
        Assert.Equal(4, clock.Now);
        Assert.Equal(0, session.Epochs);
        Assert.Equal(0, session.RunFor(TimeSpan.FromMilliseconds(4)));
        Assert.Equal(0, session.Epochs);
        Assert.Equal(3, session.RunFor(TimeSpan.FromMilliseconds(4)));
        Assert.Equal(1, session.Epochs);
        Assert.Equal(TimeSpan.FromMilliseconds(9), session.LastEpoch.Duration);
    }

    [Fact]
    public void RunFor_InAnySlices_ChangesWhenNeverWhat()
    {
        var whole = Problems.Classifier();
        var expected = Trainer.Fit(whole, Problems.Triangle(), Options("cosine"));
        var network = Problems.Classifier();
        var session = Trainer.Start(network, Problems.Triangle(), Options("cosine"));
        while (!session.IsDone)
        {
            session.RunFor(TimeSpan.FromTicks(200));
        }

        Same(expected, session.Report);
        Assert.Equal(whole.StateHash(), network.StateHash());
    }

    [Fact]
    public void Session_CalledFromWithinItself_SaysSo()
    {
        var network = Problems.Classifier();
        var session = Trainer.Start(network, Problems.Triangle(), new());
        network.OnStep = () => session.RunSteps(1);
        Assert.Throws<InvalidOperationException>(() => session.RunSteps(1));
    }

    [Fact]
    public void Cancel_EndsTheSession()
    {
        var session = Trainer.Start(Problems.Classifier(), Problems.Triangle(), Options("cosine"));
        session.RunSteps(5);
        session.Cancel();
        Assert.True(session.IsDone);
        Assert.Equal(StopReason.Cancelled, session.Report.Reason);
        Assert.Equal(0, session.RunSteps(5));
        Assert.Equal(0, session.RunFor(TimeSpan.FromSeconds(1)));
    }

    private static FitOptions Options(string schedule) => new()
    {
        Epochs = 5,
        BatchSize = 16,
        Seed = 3,
        Validation = Problems.Triangle(33),
        RestoreBest = true,
        Patience = 3,
        Schedule = schedule switch
        {
            "cosine" => Schedule.Cosine(warmupSteps: 3),
            "plateau" => Schedule.ReduceOnPlateau(0.5, patience: 0, threshold: 0.2),
            "exponential" => Schedule.Exponential(0.7),
            _ => null,
        },
    };

    private static void Same(FitReport expected, FitReport actual)
    {
        Assert.Equal(expected.ToString(), actual.ToString());
        Assert.Equal(expected.Training.Loss, actual.Training.Loss);
        Assert.Equal(expected.Steps, actual.Steps);
        Assert.Equal(expected.History.Select(Line), actual.History.Select(Line));
        static string Line(EpochReport epoch) =>
            $"{epoch.Epoch} {epoch.Loss:R} {epoch.Validation.Loss:R} {epoch.LearningRate:R} {epoch.IsBest} {epoch.Steps}\n{epoch.Validation.Confusion}";
    }

    private static TrainingSession Clocked(LinearNetwork network, StandingClock clock) =>
        new(network, Problems.Triangle(900), new() { BatchSize = 10, Epochs = 1, MeasureTraining = false }) { Clock = clock };

    /// <summary>A clock that only moves when it is told to.</summary>
    private sealed class StandingClock : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Now;
    }
}

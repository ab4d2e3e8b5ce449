namespace NeuralLearn.Compiled.Tests.Programs;

[Network, Input(16), Standardize(Name = "scale"), Dense(8, Activation.Tanh), Dense(3, Activation.Tanh), Dense(8, Activation.Tanh), Dense(16)]
[MeanSquaredErrorLoss(Target = "scale"), Adam(LearningRate = 3e-3)]
public sealed partial class Machine;

/// <summary>An autoencoder that learns what is normal from readings of very different sizes, and tells what is not.</summary>
public sealed class AnomalyTests
{
    private const int Rows = 2000;

    [Fact]
    public void StrangeReadings_StandOut()
    {
        var normal = Readings(1, Rows);
        var net = new Machine(seed: 1);
        net.FitStandardize(normal);
        Trainer.Fit(net, Dataset.Unlabelled(normal, Machine.InputSize), new() { Epochs = 60, BatchSize = 64 });

        var error = new float[Rows];
        net.EvaluateBatch(new Machine.Batch { Input = normal, RowLoss = error });
        Array.Sort(error);
        var limit = error[(int)(error.Length * 0.999)];
        bool IsStrange(ReadOnlySpan<float> reading) => net.Evaluate(reading) > limit;

        var others = Readings(2, 500);
        int normalFound = 0, strangeFound = 0;
        for (var row = 0; row < 500; row++)
        {
            var reading = others.AsSpan(row * 16, 16);
            normalFound += IsStrange(reading) ? 0 : 1;

            // One sensor goes its own way by three of its deviations.
            reading[row % 16] += 3f * Deviation(row % 16);
            strangeFound += IsStrange(reading) ? 1 : 0;
        }

        Assert.True(normalFound > 480, $"{normalFound} of 500 normal readings were found normal.");
        Assert.True(strangeFound > 450, $"{strangeFound} of 500 strange readings were found strange.");
    }

    [Fact]
    public void Evaluate_IsTheMeanOfTheRowLosses()
    {
        var normal = Readings(3, 100);
        var net = new Machine(seed: 1);
        net.FitStandardize(normal);
        var error = new float[100];
        var mean = net.EvaluateBatch(new Machine.Batch { Input = normal, RowLoss = error });
        Assert.Equal(error.Average(value => (double)value), mean, 1e-6);
        for (var row = 0; row < 100; row++)
        {
            Assert.Equal(error[row], net.Evaluate(normal.AsSpan(row * 16, 16)));
        }
    }

    [Fact]
    public void Statistics_AreMeanAndPopulationDeviation()
    {
        var rows = Readings(4, 321);
        var net = new Machine();
        net.FitStandardize(rows);
        var buffers = new float[Machine.BufferCount];
        net.CopyBuffersTo(buffers);
        for (var feature = 0; feature < 16; feature++)
        {
            var values = Enumerable.Range(0, 321).Select(row => (double)rows[(row * 16) + feature]).ToList();
            var mean = values.Average();
            var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
            Assert.Equal(mean, buffers[feature], Math.Abs(mean) * 1e-6);
            Assert.Equal(deviation, buffers[16 + feature], deviation * 1e-6);
        }
    }

    [Fact]
    public void RowByRow_GivesWhatAllRowsAtOnceGive()
    {
        var rows = Readings(5, 200);
        Machine one = new(), other = new();
        one.FitStandardize(rows);
        for (var row = 0; row < 200; row++)
        {
            other.UpdateStandardize(rows.AsSpan(row * 16, 16));
        }

        float[] a = new float[Machine.BufferCount], b = new float[Machine.BufferCount];
        one.CopyBuffersTo(a);
        other.CopyBuffersTo(b);
        for (var i = 0; i < a.Length; i++)
        {
            Assert.Equal(a[i], b[i], Math.Abs(a[i]) * 1e-5);
        }
    }

    [Fact]
    public void ConstantFeature_HasADeviationOfOne()
    {
        var net = new Machine();
        net.FitStandardize(new float[16 * 3]);
        var buffers = new float[Machine.BufferCount];
        net.CopyBuffersTo(buffers);
        Assert.All(buffers[16..], deviation => Assert.Equal(1f, deviation));
    }

    [Fact]
    public void NaN_IsNamedAndChangesNothing()
    {
        var net = new Machine(1);
        var rows = Readings(6, 10);
        net.FitStandardize(rows);
        var before = net.StateHash();
        rows[(7 * 16) + 3] = float.NaN;
        var problem = Assert.Throws<ArgumentException>("inputs", () => net.FitStandardize(rows));
        Assert.Contains("Feature 3 of row 7", problem.Message);
        Assert.Throws<ArgumentException>("input", () => net.UpdateStandardize(rows.AsSpan(7 * 16, 16)));
        Assert.Throws<ArgumentException>("inputs", () => net.FitStandardize(default));
        Assert.Throws<ArgumentException>("inputs", () => net.FitStandardize(new float[17]));
        Assert.Equal(before, net.StateHash());
    }

    [Fact]
    public void Statistics_AreSavedWithTheWeights()
    {
        var rows = Readings(7, 50);
        Machine net = new(1), loaded = new(2), copied = new(3);
        net.FitStandardize(rows);
        using var file = new MemoryStream();
        net.Save(file);
        file.Position = 0;
        loaded.Load(file);
        copied.CopyFrom(net);
        float[] expected = new float[16], actual = new float[16];
        net.Forward(rows.AsSpan(0, 16), expected);
        loaded.Forward(rows.AsSpan(0, 16), actual);
        Assert.Equal(expected, actual);
        copied.Forward(rows.AsSpan(0, 16), actual);
        Assert.Equal(expected, actual);
    }

    private static float Deviation(int sensor) => MathF.Pow(10f, (sensor % 5) - 2);

    /// <summary>Sixteen sensors that three hidden causes move, in units from hundredths to hundreds.</summary>
    private static float[] Readings(ulong seed, int count)
    {
        var random = new NetRandom(seed);
        var rows = new float[count * 16];
        for (var row = 0; row < count; row++)
        {
            float a = random.NextNormal(), b = random.NextNormal(), c = random.NextNormal();
            for (var sensor = 0; sensor < 16; sensor++)
            {
                var hidden = (a * MathF.Cos(sensor)) + (b * MathF.Sin(1.7f * sensor)) + (c * MathF.Cos(2.9f * sensor));
                rows[(row * 16) + sensor] = Deviation(sensor) * (sensor + (0.7f * hidden) + (0.05f * random.NextNormal()));
            }
        }

        return rows;
    }
}

using NeuralLearn.Compiled.Tests.Networks;

namespace NeuralLearn.Compiled.Tests.Running;

public sealed class SurfaceTests
{
    [Fact]
    public void Tensors_HavePyTorchsNamesShapesAndOrder()
    {
        var tensors = InferenceOnly.Tensors;
        Assert.Equal(["body.weight", "body.bias", "policy.head-0.weight"], tensors.ToArray().Select(tensor => tensor.Name));
        Assert.Equal([8, 4], tensors[0].Shape.ToArray());
        Assert.Equal([8], tensors[1].Shape.ToArray());
        Assert.Equal([3, 8], tensors[2].Shape.ToArray());
        Assert.Equal([0, 32, 40], tensors.ToArray().Select(tensor => tensor.Offset));
        Assert.Equal(64, InferenceOnly.ParameterCount);
    }

    [Fact]
    public void Forward_AgainstPlainLoopsInDouble_Agrees()
    {
        var network = new Classification(9);
        var parameters = new double[Classification.ParameterCount];
        var floats = new float[Classification.ParameterCount];
        network.CopyParametersTo(floats);
        floats.Select(value => (double)value).ToArray().CopyTo(parameters, 0);
        var input = Numbers.Uniform(Classification.InputSize, 3);
        var hidden1 = Dense(parameters, 0, [.. input.Select(value => (double)value)], 40).Select(value => Math.Max(0, value)).ToArray();
        var hidden2 = Dense(parameters, 400, hidden1, 23).Select(Math.Tanh).ToArray();
        var expected = Dense(parameters, 400 + 943, hidden2, 6);
        var output = new float[Classification.OutputSize];
        network.Forward(input, output);
        for (var i = 0; i < output.Length; i++)
        {
            Assert.Equal(expected[i], output[i], 1e-6);
        }

        network.Predict(input, output);
        var total = expected.Sum(Math.Exp);
        for (var i = 0; i < output.Length; i++)
        {
            Assert.Equal(Math.Exp(expected[i]) / total, output[i], 1e-6);
        }

        Assert.Equal(Array.IndexOf(expected, expected.Max()), network.Classify(input));
    }

    [Fact]
    public void Classify_OnTiesAndNaN_DoesAsPyTorchsArgmax()
    {
        var network = new InferenceOnly();
        network.LoadParameters(new float[InferenceOnly.ParameterCount]);
        Assert.Equal(0, network.Classify(new float[4]));
        Assert.Equal(1, Decision.Best([1f, float.NaN, 3f, float.NaN]));
        Assert.Equal(2, Decision.Best([1f, 2f, 3f, 3f]));
        Assert.Equal(0, Decision.Best([float.NegativeInfinity, float.NegativeInfinity]));
    }

    [Fact]
    public void NaN_InOneRow_StaysInThatRow()
    {
        var network = new Classification(9);
        var inputs = Numbers.Uniform(9 * Classification.InputSize, 3);
        var clean = new float[9 * Classification.OutputSize];
        var dirty = new float[9 * Classification.OutputSize];
        network.ForwardBatch(inputs, clean);
        inputs[(4 * Classification.InputSize) + 2] = float.NaN;
        network.ForwardBatch(inputs, dirty);
        for (var i = 0; i < clean.Length; i++)
        {
            var inRow = i / Classification.OutputSize == 4;
            Assert.True(inRow ? float.IsNaN(dirty[i]) : clean[i].Equals(dirty[i]));
        }
    }

    [Fact]
    public void InfiniteInput_ThroughTanh_LeavesFiniteGradientsOfOtherInputs()
    {
        // Padding lanes see 0 × ∞; nothing of that may reach real values.
        var network = new SingleOutput(1);
        var gradient = new float[3];
        network.LoadParameters([.. Numbers.Uniform(24, 1).Select(value => value + 2f), .. new float[8], .. Numbers.Uniform(8, 2), 0f]);
        network.BackwardBatch(new SingleOutput.Batch { Input = [float.PositiveInfinity, 0.5f, 0.25f], Target = [1f], InputGradient = gradient });
        Assert.All(gradient, value => Assert.Equal(0f, value));
    }

    [Fact]
    public void Forward_FromManyThreadsAtOnce_HasTheSameBits()
    {
        var network = new Classification(9);
        var inputs = Numbers.Uniform(32 * Classification.InputSize, 3);
        var expected = new float[32 * Classification.OutputSize];
        network.ForwardBatch(inputs, expected);
        var different = 0;
        Parallel.For(0, 8, _ =>
        {
            var output = new float[Classification.OutputSize];
            for (var call = 0; call < 5000; call++)
            {
                var row = call % 32;
                network.Forward(inputs.AsSpan(row * Classification.InputSize, Classification.InputSize), output);
                if (!output.AsSpan().SequenceEqual(expected.AsSpan(row * Classification.OutputSize, Classification.OutputSize)))
                {
                    Interlocked.Increment(ref different);
                }
            }
        });
        Assert.Equal(0, different);
    }

    [Fact]
    public void Members_OnASmallThreadStack_Work()
    {
        Exception? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    var network = new Large(1);
                    network.TrainBatch(new float[2 * Large.InputSize], [1, 2]);
                    network.Classify(new float[Large.InputSize]);
                }
                catch (Exception caught)
                {
                    failure = caught;
                }
            },
            maxStackSize: 256 * 1024);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }

    [Fact]
    public void SaveAndLoad_ThroughEveryDoor_KeepTheBits()
    {
        var network = new Classification(9);
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            network.Save(path);
            var stream = new MemoryStream();
            network.Save(stream);
            var writer = new System.Buffers.ArrayBufferWriter<byte>();
            network.Save(writer);
            Assert.Equal(File.ReadAllBytes(path), stream.ToArray());
            Assert.Equal(stream.ToArray(), writer.WrittenSpan.ToArray());
            stream.Position = 0;
            foreach (var load in new Func<Classification, LoadReport>[]
            {
                target => target.Load(path), target => target.Load(stream), target => target.Load(writer.WrittenSpan),
            })
            {
                var copy = new Classification(1);
                Assert.Equal(6, load(copy).Loaded.Count);
                Assert.Equal(Parameters(network), Parameters(copy));
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Load_OfAnotherNetworksFile_ListsTheDifferencesAndChangesNothing()
    {
        var file = new MemoryStream();
        new InferenceOnly(1).Save(file);
        var network = new Classification(9);
        var before = Parameters(network);
        var error = Assert.Throws<InvalidDataException>(() => network.Load(file.ToArray()));
        Assert.Contains("dense1.weight", error.Message, StringComparison.Ordinal);
        Assert.Contains("body.weight", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => network.Load(file.ToArray().AsSpan(0, 100)));
        Assert.Equal(before, Parameters(network));
    }

    private static double[] Dense(double[] parameters, int offset, double[] x, int units) =>
    [
        .. Enumerable.Range(0, units).Select(unit =>
            parameters[offset + (units * x.Length) + unit] + x.Select((value, i) => value * parameters[offset + (unit * x.Length) + i]).Sum()),
    ];

    private static uint[] Parameters(Classification network)
    {
        var values = new float[Classification.ParameterCount];
        network.CopyParametersTo(values);
        return Numbers.Bits(values);
    }
}

using NeuralLearn.Compiled.Tests.Networks;

namespace NeuralLearn.Compiled.Tests.Sequences;

/// <summary>Rows that end before the window: they do what they would do in a window that ends with them.</summary>
public sealed class LengthsTests
{
    private const int Rows = 37;

    private static readonly int[] Lengths = [.. Enumerable.Range(0, Rows).Select(row => 1 + (row * 7 % 4))];

    [Fact]
    public void LastStep_IsThatOfTheRow()
    {
        var net = new Gesture4(3);
        var inputs = Numbers.Uniform(Rows * 12, 1, 2f);
        var labels = Numbers.Labels(Rows, 3, 2);
        net.FitStandardize(inputs, Lengths);
        float[] outputs = new float[Rows * 3], losses = new float[Rows], gradients = new float[Rows * 12];
        var loss = net.BackwardBatch(new Gesture4.Batch { Input = Spoilt(inputs, 3), Label = labels, Lengths = Lengths, Output = outputs, RowLoss = losses, InputGradient = gradients });

        Gesture1 one = new();
        Gesture2 two = new();
        Gesture3 three = new();
        Gesture4 four = new();
        ITrainableNetwork[] windows = [one, two, three, four];
        foreach (var window in windows)
        {
            Take(net, window);
        }

        Func<ReadOnlyMemory<float>, int, (float Loss, float[] Output, float[] Gradient)>[] learn =
        [
            (x, label) => { float[] y = new float[3], dx = new float[3]; return (one.BackwardBatch(new Gesture1.Batch { Input = x.Span, Label = new[] { label }, Output = y, InputGradient = dx }), y, dx); },
            (x, label) => { float[] y = new float[3], dx = new float[6]; return (two.BackwardBatch(new Gesture2.Batch { Input = x.Span, Label = new[] { label }, Output = y, InputGradient = dx }), y, dx); },
            (x, label) => { float[] y = new float[3], dx = new float[9]; return (three.BackwardBatch(new Gesture3.Batch { Input = x.Span, Label = new[] { label }, Output = y, InputGradient = dx }), y, dx); },
            (x, label) => { float[] y = new float[3], dx = new float[12]; return (four.BackwardBatch(new Gesture4.Batch { Input = x.Span, Label = new[] { label }, Output = y, InputGradient = dx }), y, dx); },
        ];
        for (var row = 0; row < Rows; row++)
        {
            var used = Lengths[row] * 3;
            var (rowLoss, output, gradient) = learn[Lengths[row] - 1](inputs.AsMemory(row * 12, used), labels[row]);
            Assert.Equal(rowLoss, losses[row]);
            Assert.Equal(output, outputs.AsSpan(row * 3, 3).ToArray());
            Assert.Equal(gradient, gradients.AsSpan(row * 12, used).ToArray());
            Assert.All(gradients.AsSpan((row * 12) + used, 12 - used).ToArray(), value => Assert.Equal(0f, value));
        }

        Assert.Equal(losses.Average(value => (double)value), loss, 1e-6);
        AssertGradients(net, windows);
    }

    [Fact]
    public void EveryStep_CountsUpToTheEndOfTheRow()
    {
        var net = new Tagger4(3);
        var inputs = Numbers.Uniform(Rows * 12, 1, 2f);
        var labels = Numbers.Labels(Rows * 4, 3, 2);
        int[] spoiltLabels = [.. labels.Select((label, at) => at % 4 < Lengths[at / 4] ? label : -7)];
        float[] outputs = new float[Rows * 12], losses = new float[Rows];
        var loss = net.BackwardBatch(new Tagger4.Batch { Input = Spoilt(inputs, 3), Label = spoiltLabels, Lengths = Lengths, Output = outputs, RowLoss = losses });

        Tagger1 one = new();
        Tagger2 two = new();
        Tagger3 three = new();
        Tagger4 four = new();
        ITrainableNetwork[] windows = [one, two, three, four];
        foreach (var window in windows)
        {
            Take(net, window);
        }

        var counted = 0;
        for (var row = 0; row < Rows; row++)
        {
            var length = Lengths[row];
            var x = inputs.AsSpan(row * 12, length * 3);
            var label = labels.AsSpan(row * 4, length);
            var output = new float[length * 3];
            var rowLoss = new float[1];
            _ = length switch
            {
                1 => one.BackwardBatch(new Tagger1.Batch { Input = x, Label = label, Output = output, RowLoss = rowLoss }),
                2 => two.BackwardBatch(new Tagger2.Batch { Input = x, Label = label, Output = output, RowLoss = rowLoss }),
                3 => three.BackwardBatch(new Tagger3.Batch { Input = x, Label = label, Output = output, RowLoss = rowLoss }),
                _ => four.BackwardBatch(new Tagger4.Batch { Input = x, Label = label, Output = output, RowLoss = rowLoss }),
            };
            counted += label.Length - label.ToArray().Count(each => each == 1);
            Assert.Equal(rowLoss[0], losses[row]);
            Assert.Equal(output, outputs.AsSpan(row * 12, length * 3).ToArray());
            Assert.All(outputs.AsSpan((row * 12) + (length * 3), 12 - (length * 3)).ToArray(), value => Assert.Equal(0f, value));
        }

        Assert.Equal(losses.Sum(value => (double)value) / counted, loss, 1e-6);
        AssertGradients(net, windows);
    }

    [Fact]
    public void IndicesBehindTheEnd_AreNotLookedAt()
    {
        var net = new Words4(3);
        var inputs = Numbers.Labels(Rows * 4, 7, 1);
        int[] spoilt = [.. inputs.Select((index, at) => at % 4 < Lengths[at / 4] ? index : -1)];
        var targets = Numbers.Uniform(Rows * 2, 2);
        var loss = net.BackwardBatch(new Words4.Batch { Input = spoilt, Target = targets, Lengths = Lengths });
        Assert.Equal(loss, net.EvaluateBatch(new Words4.Batch { Input = spoilt, Target = targets, Lengths = Lengths }));

        Words1 one = new();
        Words2 two = new();
        Words3 three = new();
        Words4 four = new();
        ITrainableNetwork[] windows = [one, two, three, four];
        foreach (var window in windows)
        {
            Take(net, window);
        }

        for (var row = 0; row < Rows; row++)
        {
            var x = inputs.AsSpan(row * 4, Lengths[row]);
            var target = targets.AsSpan(row * 2, 2);
            _ = Lengths[row] switch { 1 => one.Backward(x, target), 2 => two.Backward(x, target), 3 => three.Backward(x, target), _ => four.Backward(x, target) };
        }

        AssertGradients(net, windows);
    }

    [Fact]
    public void ShortRow_IsTheShortWindow()
    {
        var net = new Gesture4(5);
        var two = new Gesture2();
        Take(net, two);
        var input = Numbers.Uniform(6, 1);
        float[] here = new float[3], there = new float[3];
        net.Forward(input, here);
        two.Forward(input, there);
        Assert.Equal(there, here);
        Assert.Equal(two.Classify(input), net.Classify(input));
        Assert.Equal(two.Evaluate(input, 2), net.Evaluate(input, 2));
        Assert.Equal(two.Backward(input, 2), net.Backward(input, 2));
        AssertGradients(net, [two]);
    }

    [Fact]
    public void LengthsInPackedRows_AreThoseOfTheBatch()
    {
        Gesture4 typed = new(5), packed = new(5);
        var inputs = Numbers.Uniform(Rows * 12, 1);
        var labels = Numbers.Labels(Rows, 3, 2);
        typed.TrainBatch(new Gesture4.Batch { Input = inputs, Label = labels, Lengths = Lengths });
        ITrainableNetwork network = packed;
        network.BackwardBatch(new NetworkRows { Inputs = inputs, Labels = labels, Lengths = Lengths });
        network.Update();
        Assert.Equal(typed.StateHash(), packed.StateHash());

        var session = new Gesture4(5);
        Trainer.Fit(session, new Dataset(inputs, 12, labels) { Lengths = Lengths }, new FitOptions { Epochs = 1, BatchSize = Rows, Shuffle = false });
        Assert.Equal(typed.StateHash(), session.StateHash());
    }

    [Fact]
    public void LengthsThatAreNone_AreRefused()
    {
        var net = new Gesture4();
        var before = net.StateHash();
        var inputs = new float[24];
        Assert.Contains("Row 1 has the length 5; a row uses 1 to 4 steps", Assert.Throws<ArgumentOutOfRangeException>(
            () => net.BackwardBatch(new Gesture4.Batch { Input = inputs, Label = new int[2], Lengths = new[] { 4, 5 } })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => net.TrainBatch(new Gesture4.Batch { Input = inputs, Label = new int[2], Lengths = new[] { 0, 4 } }));
        Assert.Throws<ArgumentException>(() => net.TrainBatch(new Gesture4.Batch { Input = inputs, Label = new int[2], Lengths = new[] { 4 } }));
        Assert.Throws<ArgumentException>(() => net.FitStandardize(inputs, [4]));
        Assert.Contains("1 to 4 steps of 3", Assert.Throws<ArgumentException>(() => net.Forward(new float[7], new float[3])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => net.Forward(new float[15], new float[3]));
        Assert.Throws<ArgumentException>(() => net.Forward([], new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Words4().BackwardBatch(new Words4.Batch { Input = new[] { 0, 7, 0, 0 }, Target = new float[2], Lengths = new[] { 2 } }));
        Assert.Equal(before, net.StateHash());
    }

    /// <summary>Numbers that would spoil everything if anyone looked at them.</summary>
    private static float[] Spoilt(float[] inputs, int features) =>
        [.. inputs.Select((value, at) => at / features % 4 < Lengths[at / features / 4] ? value : float.NaN)];

    private static void Take(ITrainableNetwork from, ITrainableNetwork to)
    {
        var parameters = new float[from.Info.ParameterCount];
        from.CopyParametersTo(parameters);
        to.LoadParameters(parameters);
        var buffers = new float[from.Info.BufferCount];
        from.CopyBuffersTo(buffers);
        to.LoadBuffers(buffers);
    }

    /// <summary>One batch of rows of all lengths leaves what the windows leave together.</summary>
    private static void AssertGradients(ITrainableNetwork net, IReadOnlyList<ITrainableNetwork> windows)
    {
        var expected = new double[net.Info.ParameterCount];
        var divisor = 0.0;
        foreach (var window in windows)
        {
            var (gradients, rows) = (new float[expected.Length], Sums(window, expected.Length, out var sums));
            divisor += rows;
            for (var i = 0; i < expected.Length; i++)
            {
                expected[i] += sums[i];
            }
        }

        Sums(net, expected.Length, out var actual);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 2e-5);
        }

        Assert.Contains(expected, value => Math.Abs(value) > 1e-3);
    }

    private static double Sums(ITrainableNetwork network, int count, out double[] sums)
    {
        var gradients = new float[count];
        network.GetType().GetMethod("CopyGradientsTo")!.CreateDelegate<Copy>(network)(gradients);
        var learner = network.GetType().GetField("_learner", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!.GetValue(network);
        var divisor = learner is null ? 0 : Convert.ToDouble(learner.GetType().GetField("Divisor")!.GetValue(learner), System.Globalization.CultureInfo.InvariantCulture);
        sums = [.. gradients.Select(value => value * divisor)];
        return divisor;
    }

    private delegate void Copy(Span<float> destination);
}

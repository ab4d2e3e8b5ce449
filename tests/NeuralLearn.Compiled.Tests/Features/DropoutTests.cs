namespace NeuralLearn.Compiled.Tests.Features;

public sealed class DropoutTests
{
    [Fact]
    public void OutsideTraining_NothingIsDropped()
    {
        var (dropping, keeping) = Twins();
        float[] input = Numbers(50, 1), target = Numbers(3, 2), one = new float[3], other = new float[3];
        dropping.Forward(input, one);
        keeping.Forward(input, other);
        Assert.Equal(other, one);
        Assert.Equal(keeping.Evaluate(input, target), dropping.Evaluate(input, target));
        float[] a = new float[50], b = new float[50];
        dropping.InputGradient(input, target, a);
        keeping.InputGradient(input, target, b);
        Assert.Equal(b, a);
    }

    [Fact]
    public void RowsOneByOne_GetTheMasksOfABatch()
    {
        Dropping one = new(3), batch = new(3);
        float[] inputs = Numbers(50 * 40, 1), targets = Numbers(3 * 40, 2);
        for (var row = 0; row < 40; row++)
        {
            one.Backward(inputs.AsSpan(row * 50, 50), targets.AsSpan(row * 3, 3));
        }

        batch.BackwardBatch(inputs, targets);
        Assert.Equal(batch.StateHash(), one.StateHash());
    }

    [Fact]
    public void EveryRow_HasItsOwnMaskOfSeedAndRow()
    {
        var outputs = new HashSet<float>();
        var input = Numbers(50, 1);
        var target = new float[3];
        foreach (var seed in new ulong[] { 1, 2 })
        {
            var net = new Dropping(seed);

            // Small weights: where tanh is 1, different masks can give the same loss.
            net.LoadParameters(Array.ConvertAll(Numbers(Dropping.ParameterCount, 5), value => 0.05f * value));
            for (var row = 0; row < 20; row++)
            {
                Assert.True(outputs.Add(net.Backward(input, target)), "Two rows had the same loss, and so the same mask.");
            }
        }
    }

    [Fact]
    public void InputGradient_ShowsTheShareOfDroppedValues()
    {
        const int Rows = 2000;
        var net = new Dropping(7);
        float[] gradient = new float[Rows * 50], inputs = Numbers(Rows * 50, 1), targets = Numbers(Rows * 3, 2);
        net.BackwardBatch(new Dropping.Batch { Input = inputs, Target = targets, InputGradient = gradient });

        // Where all hidden values of a row were dropped too, the whole gradient is 0.
        var alive = Enumerable.Range(0, Rows).Where(row => gradient.AsSpan(row * 50, 50).IndexOfAnyExcept(0f) >= 0).ToList();
        Assert.True(alive.Count > 0.95 * Rows);
        var dropped = alive.Sum(row => gradient.AsSpan(row * 50, 50).Count(0f));
        Assert.InRange(dropped / (50.0 * alive.Count), 0.29, 0.31);
        for (var feature = 0; feature < 50; feature++)
        {
            Assert.InRange(alive.Count(row => gradient[(row * 50) + feature] == 0f) / (double)alive.Count, 0.25, 0.35);
        }
    }

    [Fact]
    public void Gradient_IsThatOfTheLossWithTheSameMask()
    {
        var net = new Dropping(7);
        float[] input = Numbers(50, 1), target = Numbers(3, 2), parameters = new float[Dropping.ParameterCount], gradients = new float[Dropping.ParameterCount];
        var state = new byte[Dropping.StateBytes];
        net.SaveState(state);
        net.Backward(input, target);
        net.CopyGradientsTo(gradients);
        net.CopyParametersTo(parameters);
        double Loss(float[] at)
        {
            net.RestoreState(state);
            net.LoadParameters(at);
            return net.Backward(input, target);
        }

        for (var i = 0; i < parameters.Length; i += 7)
        {
            float[] up = [.. parameters], down = [.. parameters];
            up[i] += 1e-2f;
            down[i] -= 1e-2f;
            Assert.Equal((Loss(up) - Loss(down)) / (up[i] - down[i]), gradients[i], 2e-3);
        }
    }

    [Fact]
    public void DroppedNaN_DoesNoHarm()
    {
        var net = new Dropping(7);
        var input = Numbers(50, 1);
        var lost = 0;
        for (var row = 0; row < 50; row++)
        {
            input[row] = float.NaN;
            lost += float.IsNaN(net.Backward(input, new float[3])) ? 1 : 0;
            input[row] = 0f;
            net.ClearGradients();
        }

        Assert.InRange(lost, 20, 49);
    }

    private static (Dropping Dropping, Keeping Keeping) Twins()
    {
        Dropping dropping = new(1);
        Keeping keeping = new(2);
        var parameters = new float[Dropping.ParameterCount];
        dropping.CopyParametersTo(parameters);
        keeping.LoadParameters(parameters);
        return (dropping, keeping);
    }

    private static float[] Numbers(int count, ulong seed)
    {
        var random = new NetRandom(seed);
        var values = new float[count];
        foreach (ref var value in values.AsSpan())
        {
            value = random.NextNormal();
        }

        return values;
    }
}

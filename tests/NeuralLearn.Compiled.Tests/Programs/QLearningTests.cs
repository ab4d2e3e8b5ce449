namespace NeuralLearn.Compiled.Tests.Programs;

[Network, Input(8), Dense(32, Activation.ReLU), Dense(32, Activation.ReLU), Dense(4), HuberLoss, Adam(LearningRate = 1e-3f)]
public sealed partial class QNet;

/// <summary>Deep Q-learning: replayed steps, a target network that follows slowly, only the action taken is trained.</summary>
public sealed class QLearningTests
{
    private const int Actions = 4;
    private const int Side = 4;

    [Fact]
    public void Walker_FindsTheShortestWayFromEverywhere()
    {
        var online = new QNet(seed: 1);
        var target = new QNet();
        target.CopyFrom(online);
        var random = new NetRandom(5);
        var memory = new List<(int From, int Action, float Reward, int To, bool Done)>();
        for (var from = 0; from < Side * Side; from++)
        {
            for (var action = 0; action < Actions; action++)
            {
                var to = Move(from, action);
                memory.Add((from, action, to == 0 ? 1f : -0.05f, to, to == 0));
            }
        }

        float[] x = new float[32 * 8], next = new float[32 * 8], q = new float[32 * Actions], y = new float[32];
        var actions = new int[32];
        for (var step = 0; step < 4000; step++)
        {
            var done = new bool[32];
            for (var i = 0; i < 32; i++)
            {
                var taken = memory[random.NextInt(memory.Count)];
                Sense(taken.From, x.AsSpan(i * 8, 8));
                Sense(taken.To, next.AsSpan(i * 8, 8));
                (actions[i], y[i], done[i]) = (taken.Action, taken.Reward, taken.Done);
            }

            target.ForwardBatch(next, q);
            for (var i = 0; i < 32; i++)
            {
                if (!done[i])
                {
                    y[i] += 0.9f * Categorical.Max(q.AsSpan(i * Actions, Actions));
                }
            }

            online.TrainBatch(new QNet.Batch { Input = x, Selected = actions, Target = y });
            target.BlendFrom(online, 0.02f);
        }

        float[] senses = new float[8], values = new float[Actions];
        for (var start = 1; start < Side * Side; start++)
        {
            var (place, steps) = (start, 0);
            while (place != 0 && steps < 20)
            {
                Sense(place, senses);
                online.Forward(senses, values);
                place = Move(place, Categorical.Best(values));
                steps++;
            }

            Assert.Equal((start % Side) + (start / Side), steps);
        }
    }

    [Fact]
    public void BlendByOne_CopiesExactly()
    {
        QNet one = new(1), other = new(2);
        one.BlendFrom(other, 1f);
        float[] a = new float[QNet.ParameterCount], b = new float[QNet.ParameterCount];
        one.CopyParametersTo(a);
        other.CopyParametersTo(b);
        Assert.Equal(b, a);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(0.005f)]
    [InlineData(-0.5f)]
    [InlineData(0.75f)]
    public void Blend_MovesEveryParameterByItsShare(float amount)
    {
        QNet one = new(1), other = new(2);
        float[] before = new float[QNet.ParameterCount], towards = new float[QNet.ParameterCount], after = new float[QNet.ParameterCount];
        one.CopyParametersTo(before);
        other.CopyParametersTo(towards);
        one.BlendFrom(other, amount);
        one.CopyParametersTo(after);
        for (var i = 0; i < after.Length; i++)
        {
            Assert.Equal(before[i] + ((double)amount * (towards[i] - before[i])), after[i], 1e-7);
        }
    }

    [Fact]
    public void BlendByNaN_IsRefusedAndChangesNothing()
    {
        QNet one = new(1), other = new(2);
        var before = one.StateHash();
        Assert.Throws<ArgumentOutOfRangeException>("amount", () => one.BlendFrom(other, float.NaN));
        Assert.Throws<ArgumentNullException>(() => one.BlendFrom(null!, 0.5f));
        Assert.Equal(before, one.StateHash());
    }

    private static int Move(int place, int action)
    {
        var (column, row) = (place % Side, place / Side);
        (column, row) = action switch
        {
            0 => (Math.Max(0, column - 1), row),
            1 => (Math.Min(Side - 1, column + 1), row),
            2 => (column, Math.Max(0, row - 1)),
            _ => (column, Math.Min(Side - 1, row + 1)),
        };
        return (row * Side) + column;
    }

    private static void Sense(int place, Span<float> senses)
    {
        senses.Clear();
        senses[place % Side] = 1f;
        senses[Side + (place / Side)] = 1f;
    }
}

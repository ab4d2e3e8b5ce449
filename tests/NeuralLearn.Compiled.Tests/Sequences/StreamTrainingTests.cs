using System.Runtime.InteropServices;
using NeuralLearn.Compiled.Tests.Networks;

namespace NeuralLearn.Compiled.Tests.Sequences;

/// <summary>Truncated back-propagation: a piece of a stream begins with what is remembered of it.</summary>
public sealed class StreamTrainingTests
{
    [Fact]
    public void StateBehindAPiece_IsThatOfItsSteps()
    {
        var net = new Tagger4(2);
        Tagger4.State learnt = default, stepped = default;
        for (var piece = 0; piece < 5; piece++)
        {
            var input = Numbers.Uniform(12, piece + 1);
            net.Backward(input, ref learnt, Numbers.Labels(4, 3, 2));
            for (var step = 0; step < 4; step++)
            {
                net.Step(input.AsSpan(step * 3, 3), ref stepped, new float[3]);
            }

            Assert.Equal(Bytes(ref stepped), Bytes(ref learnt));
        }
    }

    [Fact]
    public void FirstPiece_IsTheWindow()
    {
        Gesture4 piece = new(2), window = new(2);
        var input = Numbers.Uniform(12, 3);
        Gesture4.State state = default;
        Assert.Equal(window.Backward(input, 1), piece.Backward(input, ref state, 1));
        Assert.True(window.Update());
        Assert.True(piece.Update());
        Assert.Equal(window.StateHash(), piece.StateHash());
    }

    [Fact]
    public void GradientOfAPiece_IsThatOfItsLossFromTheState()
    {
        var net = new Tagger4(2);
        Tagger4.State begin = default;
        net.Backward(Numbers.Uniform(12, 9), ref begin, Numbers.Labels(4, 3, 2));
        net.ClearGradients();
        var input = Numbers.Uniform(12, 3, 2f);
        int[] labels = [0, 2, 2, 0];
        float Loss()
        {
            var state = begin;
            var scores = new float[3];
            var sum = 0.0;
            for (var step = 0; step < 4; step++)
            {
                net.Step(input.AsSpan(step * 3, 3), ref state, scores);
                sum += Math.Log(scores.Sum(score => Math.Exp(score))) - scores[labels[step]];
            }

            return (float)(sum / 4);
        }

        Features.Differences.Check(net, Tagger4.ParameterCount, Loss, () =>
        {
            var state = begin;
            Assert.Equal(Loss(), net.Backward(input, ref state, labels), 1e-5);
        });
    }

    [Fact]
    public void ManyStreams_AreEachTheirOwn()
    {
        Gesture4 one = new(4), many = new(4);
        const int Rows = 35;
        int[] lengths = [.. Enumerable.Range(0, Rows).Select(row => 1 + (row * 3 % 4))];
        var states = new Gesture4.State[Rows];
        var alone = new Gesture4.State[Rows];
        for (var piece = 0; piece < 3; piece++)
        {
            var inputs = Numbers.Uniform(Rows * 12, piece + 5);
            var labels = Numbers.Labels(Rows, 3, piece + 1);
            many.BackwardBatch(new Gesture4.Batch { Input = inputs, Label = labels, Lengths = lengths, States = states });
            for (var row = 0; row < Rows; row++)
            {
                one.Backward(inputs.AsSpan(row * 12, lengths[row] * 3), ref alone[row], labels[row]);
            }
        }

        Assert.Equal(MemoryMarshal.AsBytes(alone.AsSpan()).ToArray(), MemoryMarshal.AsBytes(states.AsSpan()).ToArray());
        float[] expected = new float[Gesture4.ParameterCount], actual = new float[Gesture4.ParameterCount];
        one.CopyGradientsTo(expected);
        many.CopyGradientsTo(actual);
        Assert.Equal(expected, actual);
        Assert.Throws<ArgumentException>(() => many.BackwardBatch(new Gesture4.Batch { Input = new float[24], Label = new int[2], States = states }));
    }

    [Fact]
    public void Evaluation_BeginsWithStatesToo()
    {
        var net = new Gesture4(4);
        var states = new Gesture4.State[1];
        var inputs = Numbers.Uniform(12, 1);
        var first = net.EvaluateBatch(new Gesture4.Batch { Input = inputs, Label = new[] { 1 }, States = states });
        var second = net.EvaluateBatch(new Gesture4.Batch { Input = inputs, Label = new[] { 1 }, States = states });
        Gesture4.State state = default;
        var scores = new float[3];
        for (var step = 0; step < 8; step++)
        {
            net.Step(inputs.AsSpan(step % 4 * 3, 3), ref state, scores);
        }

        Assert.NotEqual(first, second);
        Assert.Equal(Math.Log(scores.Sum(score => Math.Exp(score))) - scores[1], second, 1e-5);
        Assert.Equal(Bytes(ref state), Bytes(ref states[0]));
    }

    private static byte[] Bytes<T>(ref T state) where T : unmanaged => MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref state, 1)).ToArray();
}

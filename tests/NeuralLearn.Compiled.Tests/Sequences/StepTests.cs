using System.Runtime.InteropServices;
using NeuralLearn.Compiled.Tests.Networks;
using NeuralLearn.Compiled.Tests.Running;

namespace NeuralLearn.Compiled.Tests.Sequences;

/// <summary>Step by step from a fresh state a network gives what the window gives, to the bit.</summary>
public sealed class StepTests
{
    private delegate void StepOf<TState, TInput>(ReadOnlySpan<TInput> input, ref TState state, Span<float> output);

    private delegate void StepBatchOf<TState, TInput>(ReadOnlySpan<TInput> inputs, Span<TState> states, Span<float> outputs);

    private delegate void ForwardOf<TInput>(ReadOnlySpan<TInput> inputs, Span<float> outputs);

    [Fact]
    public void LastOutput_IsAsOfNow()
    {
        var net = new Gesture4(1);
        var inputs = Numbers.Uniform(12, 1, 2f);
        net.FitStandardize(inputs);
        Gesture4.State state = default;
        float[] stepped = new float[3], window = new float[3];
        for (var step = 0; step < 4; step++)
        {
            net.Step(inputs.AsSpan(step * 3, 3), ref state, stepped);
            net.Forward(inputs.AsSpan(0, (step + 1) * 3), window);
            Assert.Equal(window, stepped);
        }

        net.ForwardBatch(inputs, window);
        Assert.Equal(window, stepped);
    }

    [Fact]
    public void Sequences_AreThoseOfTheWindow()
    {
        var tagger = new Tagger4(1);
        AssertSteps<Tagger4.State, float>(tagger.Forward, tagger.Step, tagger.StepBatch, Numbers.Uniform(37 * 12, 1, 2f), 37, 4, 3);
        var temporal = new Temporal(1);
        AssertSteps<Temporal.State, float>(temporal.Forward, temporal.Step, temporal.StepBatch, Numbers.Uniform(37 * 36, 1, 2f), 37, 12, 2);
        var portable = new PortableTemporal(1);
        AssertSteps<PortableTemporal.State, float>(portable.Forward, portable.Step, portable.StepBatch, Numbers.Uniform(5 * 36, 1, 2f), 5, 12, 2);
        var normed = new NormedSteps(1);
        normed.TrainBatch(Numbers.Uniform(8 * 18, 3), Numbers.Uniform(8 * 12, 4));
        AssertSteps<NormedSteps.State, float>(normed.Forward, normed.Step, normed.StepBatch, Numbers.Uniform(33 * 18, 1), 33, 6, 2);
        var convolutions = new Convolutions(1);
        AssertSteps<Convolutions.State, float>(convolutions.Forward, convolutions.Step, convolutions.StepBatch, Numbers.Uniform(33 * 11 * 8, 1), 33, 11, 5);
    }

    [Fact]
    public void StepsOfWords_AreThoseOfTheWindow()
    {
        var net = new WordTagger(1);
        AssertSteps<WordTagger.State, int>(net.Forward, net.Step, net.StepBatch, Numbers.Labels(37 * 4, 7, 1), 37, 4, 2);
    }

    [Fact]
    public void CopyOfAState_IsASnapshot()
    {
        var net = new Temporal(1);
        Temporal.State state = default;
        float[] first = new float[2], second = new float[2];
        net.Step(Numbers.Uniform(3, 1), ref state, first);
        var snapshot = state;
        net.Step(Numbers.Uniform(3, 2), ref state, first);
        net.Step(Numbers.Uniform(3, 3), ref state, first);
        net.Step(Numbers.Uniform(3, 2), ref snapshot, second);
        net.Step(Numbers.Uniform(3, 3), ref snapshot, second);
        Assert.Equal(first, second);
        Assert.Equal(Temporal.State.Size, Marshal.SizeOf<Temporal.State>());
    }

    [Fact]
    public void Steps_AllocateNothing()
    {
        var net = new Temporal(1);
        var states = new Temporal.State[40];
        float[] inputs = Numbers.Uniform(120, 1), outputs = new float[80];
        void Steps()
        {
            net.StepBatch(inputs, states, outputs);
            net.Step(inputs.AsSpan(0, 3), ref states[0], outputs.AsSpan(0, 2));
        }

        Steps();
        Assert.Equal(0, Allocations.Least(Steps));
    }

    private static void AssertSteps<TState, TInput>(
        ForwardOf<TInput> forward, StepOf<TState, TInput> step, StepBatchOf<TState, TInput> stepBatch, TInput[] inputs, int rows, int steps, int outputs)
        where TState : unmanaged
    {
        var features = inputs.Length / rows / steps;
        var states = new TState[rows];
        var windows = new float[rows * steps * outputs];
        for (var row = 0; row < rows; row++)
        {
            forward(inputs.AsSpan(row * steps * features, steps * features), windows.AsSpan(row * steps * outputs, steps * outputs));
        }

        var together = new TState[rows];
        for (var now = 0; now < steps; now++)
        {
            var (x, y) = (new TInput[rows * features], new float[rows * outputs]);
            for (var row = 0; row < rows; row++)
            {
                var input = inputs.AsSpan(((row * steps) + now) * features, features);
                input.CopyTo(x.AsSpan(row * features));
                var output = new float[outputs];
                step(input, ref states[row], output);
                Assert.Equal(windows.AsSpan(((row * steps) + now) * outputs, outputs).ToArray(), output);
            }

            stepBatch(x, together, y);
            for (var row = 0; row < rows; row++)
            {
                Assert.Equal(windows.AsSpan(((row * steps) + now) * outputs, outputs).ToArray(), y.AsSpan(row * outputs, outputs).ToArray());
            }
        }

        Assert.Equal(MemoryMarshal.AsBytes(states.AsSpan()).ToArray(), MemoryMarshal.AsBytes(together.AsSpan()).ToArray());
    }
}

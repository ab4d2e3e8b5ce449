using NeuralLearn.Compiled;

namespace Sensor;

/// <summary>What runs on the device: two networks, their states, one call a sample. Nothing is allocated.</summary>
public sealed class Wrist(Watcher watcher, Forecaster forecaster)
{
    /// <summary>Share of the past in the running error, per sample: it forgets within half a second.</summary>
    private const float Memory = 0.95f;

    private readonly float[] _expected = new float[Accelerometer.Axes];
    private Watcher.State _watching;
    private Forecaster.State _expecting;
    private bool _hasExpected;

    /// <summary>How wrong the forecast has lately been: the mean of its squared error.</summary>
    public float Surprise { get; private set; }

    /// <summary>Takes a sample.</summary>
    /// <param name="sample">Acceleration along each axis.</param>
    /// <param name="confidence">How sure the answer is, from 0 to 1.</param>
    /// <returns>What the wrist is doing.</returns>
    public Gesture OnSample(ReadOnlySpan<float> sample, out float confidence)
    {
        if (_hasExpected)
        {
            var error = 0f;
            for (var axis = 0; axis < Accelerometer.Axes; axis++)
            {
                var difference = sample[axis] - _expected[axis];
                error += difference * difference / Accelerometer.Axes;
            }

            Surprise = (Memory * Surprise) + ((1 - Memory) * error);
        }

        forecaster.Step(sample, ref _expecting, _expected);
        _hasExpected = true;

        Span<float> scores = stackalloc float[4];
        watcher.Step(sample, ref _watching, scores);
        Categorical.Softmax(scores, scores);
        var best = Categorical.Best(scores);
        confidence = scores[best];
        return (Gesture)best;
    }
}

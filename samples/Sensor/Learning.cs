namespace Sensor;

/// <summary>
/// Both networks learn from streams that go on and on, piece by piece: what they remember at the end of a piece is what they begin the next
/// one with, as later on the wrist.
/// </summary>
public static class Learning
{
    private const int Streams = 32;

    /// <summary>Learns from some minutes of some wrists.</summary>
    /// <param name="watcher">Learns to name gestures.</param>
    /// <param name="forecaster">Learns to expect the next sample.</param>
    /// <param name="pieces">Pieces of two seconds that each wrist gives.</param>
    public static void Run(Watcher watcher, Forecaster forecaster, int pieces)
    {
        const int Row = Accelerometer.PieceLength * Accelerometer.Axes;
        Accelerometer[] wrists = [.. Enumerable.Range(0, Streams).Select(stream => new Accelerometer((ulong)stream))];
        float[] inputs = new float[Streams * Row], next = new float[Streams * Row], ahead = new float[Streams * Accelerometer.Axes];
        var labels = new Gesture[Streams * Accelerometer.PieceLength];
        var aheadLabels = new Gesture[Streams];
        var watching = new Watcher.State[Streams];
        var expecting = new Forecaster.State[Streams];
        for (var stream = 0; stream < Streams; stream++)
        {
            wrists[stream].Read(ahead.AsSpan(stream * Accelerometer.Axes, Accelerometer.Axes));
            aheadLabels[stream] = wrists[stream].Gesture;
        }

        for (var piece = 0; piece < pieces; piece++)
        {
            for (var stream = 0; stream < Streams; stream++)
            {
                // A wrist is read one sample ahead, as the last target of a piece is the first input of the next one.
                var sample = ahead.AsSpan(stream * Accelerometer.Axes, Accelerometer.Axes);
                for (var step = 0; step < Accelerometer.PieceLength; step++)
                {
                    var at = (stream * Row) + (step * Accelerometer.Axes);
                    sample.CopyTo(inputs.AsSpan(at));
                    labels[(stream * Accelerometer.PieceLength) + step] = aheadLabels[stream];
                    wrists[stream].Read(sample);
                    sample.CopyTo(next.AsSpan(at));
                    aheadLabels[stream] = wrists[stream].Gesture;
                }
            }

            if (piece == 0)
            {
                watcher.FitStandardize(inputs);
            }

            watcher.TrainBatch(new Watcher.Batch { Acceleration = inputs, Label = labels, States = watching });
            forecaster.TrainBatch(new Forecaster.Batch { Acceleration = inputs, Target = next, States = expecting });
        }
    }
}

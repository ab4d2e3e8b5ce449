using NeuralLearn.Compiled;

namespace Sensor;

/// <summary>
/// A simulated accelerometer on a wrist, 50 samples a second, three axes in units of gravity. Every gesture has its own pace, strength and
/// direction each time, and they follow each other without a pause. A seed gives the same samples everywhere.
/// </summary>
public sealed class Accelerometer
{
    /// <summary>Values per sample.</summary>
    public const int Axes = 3;

    /// <summary>Samples a second.</summary>
    public const int Rate = 50;

    /// <summary>Samples that are learnt from at once: two seconds.</summary>
    public const int PieceLength = 100;

    private const float Noise = 0.04f;

    private readonly float[] _direction = new float[Axes];
    private readonly float[] _across = new float[Axes];
    private NetRandom _random;
    private int _left;
    private float _phase;
    private float _pace;
    private float _strength;
    private int _broken;

    /// <summary>Begins a stream.</summary>
    /// <param name="seed">Of everything that is drawn.</param>
    public Accelerometer(ulong seed) => _random = new NetRandom(seed);

    /// <summary>What the wrist is doing.</summary>
    public Gesture Gesture { get; private set; }

    /// <summary>Samples since the gesture began.</summary>
    public int Since { get; private set; }

    /// <summary>Whether the strap is loose at the moment, which no recording to learn from has.</summary>
    public bool IsBroken => _broken > 0;

    /// <summary>Loosens the strap: for a while the housing rattles.</summary>
    /// <param name="samples">For how long.</param>
    public void Break(int samples) => _broken = samples;

    /// <summary>The next sample.</summary>
    /// <param name="sample">Receives the acceleration along each axis.</param>
    public void Read(Span<float> sample)
    {
        if (_left-- == 0)
        {
            Begin();
        }

        Since++;
        _phase += _pace / Rate;
        var angle = 2 * MathF.PI * _phase;
        var (along, across) = Gesture switch
        {
            // A heel that strikes: steeper down than up.
            Gesture.Walk => (MathF.Sin(angle) + (0.5f * MathF.Sin(2 * angle)), 0.3f * MathF.Sin(angle / 2)),
            Gesture.Shake => (MathF.Sin(angle), 0f),
            Gesture.Circle => (MathF.Sin(angle), MathF.Cos(angle)),
            _ => (0f, 0f),
        };
        if (IsBroken)
        {
            _broken--;
            along += 1.5f * MathF.Sin(2.7f * angle) * _random.NextSingle();
        }

        for (var axis = 0; axis < Axes; axis++)
        {
            var rattle = IsBroken ? 0.8f * _random.NextNormal() : 0;
            sample[axis] = (axis == 2 ? 1 : 0) + (_strength * ((along * _direction[axis]) + (across * _across[axis]))) + (Noise * _random.NextNormal()) + rattle;
        }
    }

    private void Begin()
    {
        Gesture = (Gesture)(((int)Gesture + 1 + _random.NextInt(3)) % 4);
        Since = 0;
        _left = (3 * Rate) + _random.NextInt(5 * Rate);
        (_pace, _strength) = Gesture switch
        {
            Gesture.Walk => (1.6f + (0.8f * _random.NextSingle()), 0.4f + (0.3f * _random.NextSingle())),
            Gesture.Shake => (4f + (2 * _random.NextSingle()), 1f + _random.NextSingle()),
            Gesture.Circle => (1.2f + (0.8f * _random.NextSingle()), 0.8f + (0.5f * _random.NextSingle())),
            _ => (1f, 0f),
        };

        // Any direction, and one at a right angle to it. One steps against the ground.
        if (Gesture == Gesture.Walk)
        {
            (_direction[0], _direction[1], _direction[2]) = (0.2f * _random.NextNormal(), 0.2f * _random.NextNormal(), 1);
        }
        else
        {
            (_direction[0], _direction[1], _direction[2]) = (_random.NextNormal(), _random.NextNormal(), _random.NextNormal());
        }

        Normalize(_direction);
        (_across[0], _across[1], _across[2]) = (_direction[1] - _direction[2], _direction[2] - _direction[0], _direction[0] - _direction[1]);
        Normalize(_across);
    }

    private static void Normalize(float[] vector)
    {
        var length = MathF.Sqrt((vector[0] * vector[0]) + (vector[1] * vector[1]) + (vector[2] * vector[2]));
        for (var axis = 0; axis < Axes; axis++)
        {
            vector[axis] /= length;
        }
    }
}

using NeuralLearn.Compiled;

namespace Sensor;

/// <summary>What a wrist can be doing.</summary>
public enum Gesture
{
    /// <summary>Hanging or lying still.</summary>
    Rest,

    /// <summary>Steps: up and down twice a second.</summary>
    Walk,

    /// <summary>To and fro, quickly.</summary>
    Shake,

    /// <summary>Round and round in a plane.</summary>
    Circle,
}

/// <summary>Names the gesture after every sample. One label a step; what it knows of the past is in its State.</summary>
[Network, Input(Accelerometer.PieceLength, Accelerometer.Axes, Name = "acceleration", Kind = InputKind.Sequence)]
[Standardize]
[Gru(24, Return = Return.Sequence)]
[Dense(4)]
[Classes(typeof(Gesture))]
[CrossEntropyLoss, Adam(LearningRate = 5e-3, ClipNorm = 1)]
public sealed partial class Watcher;

/// <summary>Says what the next sample will be; where it is wrong for long, something is going on that it has never seen.</summary>
[Network, Input(Accelerometer.PieceLength, Accelerometer.Axes, Name = "acceleration", Kind = InputKind.Sequence)]
[Gru(16, Return = Return.Sequence)]
[Dense(Accelerometer.Axes)]
[MeanSquaredErrorLoss, Adam(LearningRate = 5e-3, ClipNorm = 1)]
public sealed partial class Forecaster;

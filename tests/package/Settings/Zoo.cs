using System;
using NeuralLearn.Compiled;

// Every kind of layer, loss and optimizer, both arithmetics, functions of its own, several inputs and outputs, streams and classes: what
// the build adds must compile without a warning under all settings of a project. Written in C# 9.
namespace Zoo
{
    /// <summary>Gestures.</summary>
    public enum Gesture
    {
        /// <summary>None.</summary>
        Rest,

        /// <summary>To and fro.</summary>
        Wave,

        /// <summary>At something.</summary>
        Point,
    }

    /// <summary>Images.</summary>
    [Network]
    [Input(2, 9, 9)]
    [Conv2D(4, Kernel = 3, Padding = 1, Activation = Activation.ReLU)]
    [BatchNorm]
    [PReLU(Channels = true)]
    [MaxPool2D(2)]
    [Conv2D(4, Kernel = 2, Groups = 2, Activation = Activation.SiLU)]
    [AvgPool2D(2, CeilMode = true)]
    [Expect(4, 2, 2)]
    [Flatten]
    [Dropout(0.2)]
    [Dense(3)]
    [Classes(typeof(Gesture))]
    [CrossEntropyLoss(LabelSmoothing = 0.1, ClassWeights = new double[] { 1, 2, 1 })]
    [AdamW(WeightDecay = 0.01, ClipNorm = 1)]
    public sealed partial class Images
    {
    }

    /// <summary>Signals, by separate multiplications and additions.</summary>
    [Network(Arithmetic = Arithmetic.Portable)]
    [Input(3, 12, Kind = InputKind.Signal)]
    [Conv1D(4, Kernel = 3, Dilation = 2, PaddingMode = PaddingMode.Causal)]
    [MaxPool1D(2)]
    [LayerNorm]
    [LeakyReLU(0.1)]
    [AvgPool1D(2)]
    [Transpose]
    [Lstm(5, Layers = 2)]
    [Dense(4)]
    [LogSoftmax]
    [Classes("a", "b", "c", "d")]
    [NegativeLogLikelihoodLoss(IgnoreLabel = -1)]
    [RmsProp(Centered = true, Momentum = 0.5)]
    public sealed partial class Signals
    {
    }

    /// <summary>Streams.</summary>
    [Network]
    [Input(6, 4, Kind = InputKind.Sequence)]
    [Standardize]
    [Rnn(3, Return = Return.Sequence)]
    [Gru(5)]
    [Dense(2, Activation.Tanh)]
    [HuberLoss(Delta = 2)]
    [Sgd(Momentum = 0.9, Nesterov = true)]
    public sealed partial class Streams
    {
    }

    /// <summary>Words beside numbers.</summary>
    [Network]
    [Input(5, Kind = InputKind.Indices, Name = "words")]
    [Input(3, Name = "place")]
    [Embedding(20, 4, From = "words")]
    [GlobalMaxPool]
    [Concat("pool1", "place", Name = "both")]
    [Dense(7, Activation.GELU)]
    [Multiply("dense1", "both")]
    [Add("dense1", "multiply1", "both")]
    [ELU(0.5)]
    [Dense(3)]
    [Output("policy")]
    [Dense(1, From = "both")]
    [Output("value")]
    [Dense(3, Activation.LogSoftmax, From = "both")]
    [Output("mood")]
    [ExternalLoss(Output = "policy")]
    [SmoothL1Loss(Output = "value", Weight = 0.5)]
    [KLDivergenceLoss(Output = "mood")]
    [Adagrad]
    public sealed partial class Words
    {
    }

    /// <summary>Functions of its own.</summary>
    [Network]
    [Input(12)]
    [Reshape(3, 2, 2)]
    [GlobalAvgPool]
    [Dense(4)]
    [Apply(nameof(Snake))]
    [Softplus(2)]
    [Dense(2)]
    [CustomLoss(nameof(Asymmetric), Reduction = Reduction.Sum)]
    [Adam(AmsGrad = true, ClipValue = 1, SkipNonFinite = true)]
    public sealed partial class Own
    {
        /// <summary>A straight line with waves.</summary>
        public static float Snake(float x) => x + (MathF.Sin(x) * MathF.Sin(x));

        /// <summary>Too low costs more than too high.</summary>
        public static float Asymmetric(float output, float target)
        {
            float difference = output - target;
            return difference < 0 ? 3 * difference * difference : difference * difference;
        }
    }

    /// <summary>Holds networks.</summary>
    public static partial class Losses
    {
        /// <summary>Squares.</summary>
        [Network(Arithmetic = Arithmetic.Portable), Input(3), Dense(2, Activation.Sigmoid), MeanSquaredErrorLoss(OutputWeights = new double[] { 1, 2 })]
        public sealed partial class Squares
        {
        }

        /// <summary>Half of them.</summary>
        [Network, Input(3), Dense(2, Bias = false), HalfSquaredErrorLoss, Sgd]
        internal sealed partial class HalfSquares
        {
        }

        /// <summary>Distances.</summary>
        [Network, Input(3), Dense(20), Dense(2), MeanAbsoluteErrorLoss]
        internal sealed partial class Distances
        {
        }

        /// <summary>Answers.</summary>
        [Network, Input(3), Dense(1, Activation.Sigmoid), BinaryCrossEntropyLoss]
        internal sealed partial class Answers
        {
        }

        /// <summary>Scores of answers.</summary>
        [Network, Input(3), Dense(2), BinaryCrossEntropyWithLogitsLoss(PositiveWeight = 2)]
        internal sealed partial class Logits
        {
        }

        /// <summary>Margins.</summary>
        [Network, Input(3), Dense(3), HingeLoss]
        internal sealed partial class Margins
        {
        }

        /// <summary>No loss.</summary>
        [Network, Input(3), Dense(3), Softmax]
        internal sealed partial class Inference
        {
        }
    }
}

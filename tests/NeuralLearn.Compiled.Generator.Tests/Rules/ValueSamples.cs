namespace NeuralLearn.Compiled.Generator.Tests.Rules;

/// <summary>NLC0011: numbers outside their limits.</summary>
internal static class ValueSamples
{
    public static IEnumerable<RuleSample> All =>
    [
        Of("Units", "Dense({|NLC0011:0|})", "Units of [Dense] is 0; it must be 1 or more"),
        Of("NegativeUnits", "Dense(units: {|NLC0011:-3|})", "Units of [Dense] is -3; it must be 1 or more"),
        Of("NamedArgumentsInAnotherOrder", "Dense(activation: {|NLC0011:(Activation)900|}, units: {|NLC0011:-1|})",
            "Activation of [Dense] is 900; it must be a member of the enumeration Activation", "Units of [Dense] is -1; it must be 1 or more"),
        Of("PositionalActivation", "Dense(2, {|NLC0011:(Activation)(-1)|})", "Activation of [Dense] is -1; it must be a member of the enumeration Activation"),
        Of("NamedActivation", "Dense(2, Activation = {|NLC0011:(Activation)900|})", "Activation of [Dense] is 900; it must be a member of the enumeration Activation"),
        Of("ActivationTwice", "Dense(2, Activation.ReLU, Activation = {|NLC0011:(Activation)900|})",
            "Activation of [Dense] is 900; it must be a member of the enumeration Activation"),
        Of("AppliedActivation", "Apply({|NLC0011:(Activation)900|})", "Activation of [Apply] is 900; it must be a member of the enumeration Activation"),
        Of("Reduction", "Dense(2), CrossEntropyLoss(Reduction = {|NLC0011:(Reduction)7|})", "Reduction of [CrossEntropyLoss] is 7; it must be a member of the enumeration Reduction"),
        Of("LabelSmoothing", "Dense(2), CrossEntropyLoss(LabelSmoothing = {|NLC0011:1|})", "LabelSmoothing of [CrossEntropyLoss] is 1; it must be at least 0 and less than 1"),
        Of("NotANumber", "Dense(2), MeanSquaredErrorLoss, Adam(LearningRate = {|NLC0011:double.NaN|})", "LearningRate of [Adam] is NaN; it must be a finite number greater than 0"),
        Of("LearningRate", "Dense(2), MeanSquaredErrorLoss, Sgd(LearningRate = {|NLC0011:-0.5|})", "LearningRate of [Sgd] is -0.5; it must be a finite number greater than 0"),
        Of("WeightDecay", "Dense(2), MeanSquaredErrorLoss, Adam(WeightDecay = {|NLC0011:-1e-30|})", "WeightDecay of [Adam] is -1E-30; it must be a finite number, 0 or more"),
        Of("Betas", "Dense(2), MeanSquaredErrorLoss, Adam(Beta1 = {|NLC0011:1|}, Beta2 = {|NLC0011:1.5|}, Epsilon = {|NLC0011:0|})",
            "Beta1 of [Adam] is 1; it must be at least 0 and less than 1", "Beta2 of [Adam] is 1.5; it must be at least 0 and less than 1",
            "Epsilon of [Adam] is 0; it must be a finite number greater than 0"),
        Of("Momentum", "Dense(2), MeanSquaredErrorLoss, Sgd(Momentum = {|NLC0011:1|})", "Momentum of [Sgd] is 1; it must be at least 0 and less than 1"),
        Of("Dampening", "Dense(2), MeanSquaredErrorLoss, Sgd(Momentum = 0.9, Dampening = {|NLC0011:1.01|})", "Dampening of [Sgd] is 1.01; it must be from 0 to 1"),
        Of("Nesterov", "Dense(2), MeanSquaredErrorLoss, Sgd(Nesterov = {|NLC0011:true|})",
            "Nesterov of [Sgd] is true; it must be false unless Momentum is greater than 0 and Dampening is 0"),
        Of("DropoutRate", "Dropout({|NLC0011:1|}), Dense(2)", "Rate of [Dropout] is 1; it must be at least 0 and less than 1"),
        Of("DropoutRateAsFloat", "Dropout({|NLC0011:0.9999999999|}), Dense(2)",
            "Rate of [Dropout] is 0.9999999999; it must be at least 0 and less than 1, also as a 32-bit number"),
        Of("LearningRateAsFloat", "Dense(2), MeanSquaredErrorLoss(Weight = {|NLC0011:1e99|}), Sgd(LearningRate = {|NLC0011:1e-60|})",
            "Weight of [MeanSquaredErrorLoss] is 1E+99; it must be a finite number, also as a 32-bit number",
            "LearningRate of [Sgd] is 1E-60; it must be a finite number greater than 0, also as a 32-bit number"),
        Of("Init", "Dense(2, Init = {|NLC0011:(Init)99|}, BiasInit = {|NLC0011:double.PositiveInfinity|})",
            "Init of [Dense] is 99; it must be a member of the enumeration Init", "BiasInit of [Dense] is Infinity; it must be a finite number"),
        Of("LearningRateScale", "Dense(2, LearningRateScale = {|NLC0011:-1|})", "LearningRateScale of [Dense] is -1; it must be a finite number, 0 or more"),
        Of("LossWeight", "Dense(2), MeanSquaredErrorLoss(Weight = {|NLC0011:double.NaN|})", "Weight of [MeanSquaredErrorLoss] is NaN; it must be a finite number"),
        Of("PositiveWeight", "Dense(2), BinaryCrossEntropyWithLogitsLoss(PositiveWeight = {|NLC0011:0|})",
            "PositiveWeight of [BinaryCrossEntropyWithLogitsLoss] is 0; it must be a finite number greater than 0"),
        Of("Clipping", "Dense(2), MeanSquaredErrorLoss, Adam(ClipNorm = {|NLC0011:-1|}, ClipValue = {|NLC0011:double.NaN|})",
            "ClipNorm of [Adam] is -1; it must be a finite number, 0 or more", "ClipValue of [Adam] is NaN; it must be a finite number, 0 or more"),
        new("Unroll", Emission.Skeleton, "[Network(Unroll = {|NLC0011:(Unroll)3|}), Input(4), Dense(2)] public partial class Net { }",
            "Unroll of [Network] is 3; it must be a member of the enumeration Unroll"),
        new("Arithmetic", Emission.Skeleton, "[Network(Arithmetic = {|NLC0011:(Arithmetic)2|}), Input(4), Dense(2)] public partial class Net { }",
            "Arithmetic of [Network] is 2; it must be a member of the enumeration Arithmetic"),
        new("InputSizes", Emission.Skeleton, "[Network, Input({|NLC0011:0|}, 28, {|NLC0011:-28|}), Softmax] public partial class Net { }",
            "Channels of [Input] is 0; it must be 1 or more", "Width of [Input] is -28; it must be 1 or more"),
        new("InputKind", Emission.Skeleton, "[Network, Input(2, 50, Kind = {|NLC0011:(InputKind)8|}), Apply(Activation.Tanh)] public partial class Net { }",
            "Kind of [Input] is 8; it must be a member of the enumeration InputKind"),
    ];

    private static RuleSample Of(string name, string marked, params string[] messages) =>
        new(name, Emission.Skeleton, "[Network, Input(4), " + marked + "] public partial class Net { }", messages);
}

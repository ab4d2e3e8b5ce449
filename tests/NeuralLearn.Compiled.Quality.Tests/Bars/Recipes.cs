using NeuralLearn.Compiled.Quality.Tests.Learning;
using NeuralLearn.Compiled.Quality.Tests.Networks;

namespace NeuralLearn.Compiled.Quality.Tests.Bars;

/// <summary>Which bars run and which wait: every bar of the file is in one of the two tables.</summary>
internal static class Recipes
{
    /// <summary>The bars that run, by name.</summary>
    public static IReadOnlyDictionary<string, Recipe> Run { get; } = new Dictionary<string, Recipe>(StringComparer.Ordinal)
    {
        ["iris_mlp"] = new(typeof(IrisMlp), seed =>
        {
            var network = new IrisMlp(seed);
            return Learner.OfClasses(IrisMlp.OutputSize, network.TrainBatch, network.EvaluateBatch, network.ForwardBatch);
        }),
        ["iris_logistic"] = new(typeof(IrisLogistic), seed =>
        {
            var network = new IrisLogistic(seed);
            return Learner.OfClasses(IrisLogistic.OutputSize, network.TrainBatch, network.EvaluateBatch, network.ForwardBatch);
        }),
        ["wine_mlp"] = new(typeof(WineMlp), seed =>
        {
            var network = new WineMlp(seed);
            return Learner.OfClasses(WineMlp.OutputSize, network.TrainBatch, network.EvaluateBatch, network.ForwardBatch);
        }),
        ["breast_cancer_mlp"] = new(typeof(BreastCancerMlp), seed =>
        {
            var network = new BreastCancerMlp(seed);
            return Learner.OfYesOrNo(network.TrainBatch, network.EvaluateBatch, network.ForwardBatch);
        }),
        ["breast_cancer_sgd"] = new(typeof(BreastCancerSgd), seed =>
        {
            var network = new BreastCancerSgd(seed);
            return Learner.OfYesOrNo(network.TrainBatch, network.EvaluateBatch, network.ForwardBatch);
        }),
        ["digits_mlp"] = new(typeof(DigitsMlp), seed =>
        {
            var network = new DigitsMlp(seed);
            return Learner.OfClasses(DigitsMlp.OutputSize, network.TrainBatch, network.EvaluateBatch, network.ForwardBatch);
        }),
        ["digits_mlp_sgdm"] = new(typeof(DigitsMlpSgdMomentum), seed =>
        {
            var network = new DigitsMlpSgdMomentum(seed);
            return Learner.OfClasses(DigitsMlpSgdMomentum.OutputSize, network.TrainBatch, network.EvaluateBatch, network.ForwardBatch);
        }),
        ["digits_cnn"] = new(typeof(DigitsCnn), seed =>
        {
            var network = new DigitsCnn(seed);
            return Learner.OfClasses(DigitsCnn.OutputSize, network.TrainBatch, network.EvaluateBatch, network.ForwardBatch);
        }),
        ["digits_lstm"] = new(typeof(DigitsLstm), seed =>
        {
            var network = new DigitsLstm(seed);
            return Learner.OfClasses(DigitsLstm.OutputSize, network.TrainBatch, network.EvaluateBatch, network.ForwardBatch);
        }),
        ["digits_gru"] = new(typeof(DigitsGru), seed =>
        {
            var network = new DigitsGru(seed);
            return Learner.OfClasses(DigitsGru.OutputSize, network.TrainBatch, network.EvaluateBatch, network.ForwardBatch);
        }),
        ["digits_cnn_bn"] = new(typeof(DigitsCnnBatchNorm), seed =>
        {
            var network = new DigitsCnnBatchNorm(seed);
            return Learner.OfClasses(DigitsCnnBatchNorm.OutputSize, network.TrainBatch, network.EvaluateBatch, network.ForwardBatch);
        }),
    };
}

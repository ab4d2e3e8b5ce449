namespace NeuralLearn.Compiled.Determinism;

internal static class Subjects
{
    public static IEnumerable<Subject> All()
    {
        var classifier = new Classifier(7);
        yield return new Subject
        {
            Name = nameof(Classifier),
            InputSize = Classifier.InputSize,
            OutputSize = Classifier.OutputSize,
            ParameterCount = Classifier.ParameterCount,
            Forward = classifier.Forward,
            ForwardBatch = classifier.ForwardBatch,
            Predict = classifier.Predict,
            Backward = classifier.Backward,
            BackwardBatch = classifier.BackwardBatch,
            Clear = classifier.ClearGradients,
            Update = classifier.Update,
            Gradients = classifier.CopyGradientsTo,
            Parameters = classifier.CopyParametersTo,
        };

        var regressor = new Regressor(7);
        yield return new Subject
        {
            Name = nameof(Regressor),
            InputSize = Regressor.InputSize,
            OutputSize = Regressor.OutputSize,
            ParameterCount = Regressor.ParameterCount,
            Forward = regressor.Forward,
            ForwardBatch = regressor.ForwardBatch,
            Predict = regressor.Predict,
            Backward = regressor.Backward,
            BackwardBatch = regressor.BackwardBatch,
            Clear = regressor.ClearGradients,
            Update = regressor.Update,
            Gradients = regressor.CopyGradientsTo,
            Parameters = regressor.CopyParametersTo,
        };

        var mixed = new Mixed(7);
        yield return new Subject
        {
            Name = nameof(Mixed),
            InputSize = Mixed.InputSize,
            OutputSize = Mixed.OutputSize,
            ParameterCount = Mixed.ParameterCount,
            Forward = mixed.Forward,
            ForwardBatch = mixed.ForwardBatch,
            Predict = mixed.Predict,
            Backward = mixed.Backward,
            BackwardBatch = mixed.BackwardBatch,
            Clear = mixed.ClearGradients,
            Update = mixed.Update,
            Gradients = mixed.CopyGradientsTo,
            Parameters = mixed.CopyParametersTo,
        };

        var portableClassifier = new PortableClassifier(7);
        yield return new Subject
        {
            Name = nameof(PortableClassifier),
            InputSize = PortableClassifier.InputSize,
            OutputSize = PortableClassifier.OutputSize,
            ParameterCount = PortableClassifier.ParameterCount,
            Forward = portableClassifier.Forward,
            ForwardBatch = portableClassifier.ForwardBatch,
            Predict = portableClassifier.Predict,
            Backward = portableClassifier.Backward,
            BackwardBatch = portableClassifier.BackwardBatch,
            Clear = portableClassifier.ClearGradients,
            Update = portableClassifier.Update,
            Gradients = portableClassifier.CopyGradientsTo,
            Parameters = portableClassifier.CopyParametersTo,
        };

        var portableRegressor = new PortableRegressor(7);
        yield return new Subject
        {
            Name = nameof(PortableRegressor),
            InputSize = PortableRegressor.InputSize,
            OutputSize = PortableRegressor.OutputSize,
            ParameterCount = PortableRegressor.ParameterCount,
            Forward = portableRegressor.Forward,
            ForwardBatch = portableRegressor.ForwardBatch,
            Predict = portableRegressor.Predict,
            Backward = portableRegressor.Backward,
            BackwardBatch = portableRegressor.BackwardBatch,
            Clear = portableRegressor.ClearGradients,
            Update = portableRegressor.Update,
            Gradients = portableRegressor.CopyGradientsTo,
            Parameters = portableRegressor.CopyParametersTo,
        };

        var portableMixed = new PortableMixed(7);
        yield return new Subject
        {
            Name = nameof(PortableMixed),
            InputSize = PortableMixed.InputSize,
            OutputSize = PortableMixed.OutputSize,
            ParameterCount = PortableMixed.ParameterCount,
            Forward = portableMixed.Forward,
            ForwardBatch = portableMixed.ForwardBatch,
            Predict = portableMixed.Predict,
            Backward = portableMixed.Backward,
            BackwardBatch = portableMixed.BackwardBatch,
            Clear = portableMixed.ClearGradients,
            Update = portableMixed.Update,
            Gradients = portableMixed.CopyGradientsTo,
            Parameters = portableMixed.CopyParametersTo,
        };
    }
}

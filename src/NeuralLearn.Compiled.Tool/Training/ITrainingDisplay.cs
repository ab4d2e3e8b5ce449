namespace NeuralLearn.Compiled.Tool.Training;

/// <summary>Shows a training while it runs.</summary>
internal interface ITrainingDisplay
{
    /// <summary>Runs the training with the display around it.</summary>
    /// <param name="progress">What is shown.</param>
    /// <param name="train">Does the work; calls what it is given whenever there is news.</param>
    void Run(TrainingProgress progress, Action<Action> train);
}

namespace NeuralLearn.Compiled;

/// <summary>Any network that learns, without its class being known: what <c>Trainer</c> takes.</summary>
public interface ITrainableNetwork : INetwork
{
    /// <summary>The step size of <see cref="Update"/>; changing it takes effect with the next step.</summary>
    float LearningRate { get; set; }

    /// <summary>Bytes that <see cref="SaveState"/> writes.</summary>
    int StateBytes { get; }

    /// <summary>Allocates the memory for training now instead of in the first training call.</summary>
    /// <param name="maximumBatch">The most rows of a batch, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    void PrepareTraining(int maximumBatch);

    /// <summary>Runs the network, measures the loss and adds up the gradients. No parameter changes until <see cref="Update"/>.</summary>
    /// <param name="rows">Inputs and what they should lead to.</param>
    /// <returns>The losses of these rows, added up, and what their sum is divided by for the mean.</returns>
    /// <exception cref="ArgumentException">A span does not fit the others; nothing has changed.</exception>
    LossTotal BackwardBatch(in NetworkRows rows);

    /// <summary>Takes one step of the optimizer from the gradients added up since the last one, and clears them.</summary>
    /// <returns>false, and no step, if there were none.</returns>
    bool Update();

    /// <summary>The loss without learning, in evaluation mode.</summary>
    /// <param name="rows">Inputs and what they should lead to.</param>
    /// <returns>The losses of these rows, added up, and what their sum is divided by for the mean.</returns>
    /// <exception cref="ArgumentException">A span does not fit the others; nothing has changed.</exception>
    LossTotal EvaluateBatch(in NetworkRows rows);

    /// <summary>Makes everything as in a new instance: initial weights, empty optimizer, first learning rate.</summary>
    /// <param name="seed">The same seed gives the same weights on every machine.</param>
    void Initialize(ulong seed);

    /// <summary>Writes the whole learner: parameters, buffers, the optimizer's memory, step count, learning rate, pending gradients.</summary>
    /// <param name="destination">Receives <see cref="StateBytes"/> bytes.</param>
    /// <exception cref="ArgumentException">It is too short.</exception>
    void SaveState(Span<byte> destination);

    /// <summary>Takes the whole learner back; the same calls then give the same bits.</summary>
    /// <param name="source">What <see cref="SaveState"/> wrote.</param>
    /// <exception cref="ArgumentException">It has another length.</exception>
    /// <exception cref="InvalidDataException">It comes from another network or another layout of it; nothing has changed.</exception>
    void RestoreState(ReadOnlySpan<byte> source);

    /// <summary>A number that is equal for equal learners, on every machine.</summary>
    /// <returns>The hash of everything that <see cref="SaveState"/> writes; all NaNs count as one.</returns>
    ulong StateHash();

    /// <summary>Writes the whole learner as safetensors, by name: it outlives changes of the build.</summary>
    /// <param name="destination">Written to from where it stands; left open.</param>
    void SaveTraining(Stream destination);

    /// <summary>Takes back what <see cref="SaveTraining"/> wrote.</summary>
    /// <param name="source">Read to its end.</param>
    /// <exception cref="InvalidDataException">The file is malformed or does not fit; nothing has changed.</exception>
    void LoadTraining(Stream source);
}

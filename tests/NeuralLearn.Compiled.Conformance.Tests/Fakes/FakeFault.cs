namespace NeuralLearn.Compiled.Conformance.Fakes;

/// <summary>Mistakes that an emitted network could make, to see that the tests notice.</summary>
public enum FakeFault
{
    /// <summary>A correct network.</summary>
    None,

    /// <summary>Stores one number behind the output.</summary>
    WritesBehindOutput,

    /// <summary>Leaves the last output as it was.</summary>
    LeavesOutOutput,

    /// <summary>Clears the first input.</summary>
    ChangesInput,

    /// <summary>Gives the input's gradient of the mean, not of each row's own loss.</summary>
    DividesInputGradient,

    /// <summary>Leaves the gradient of biases at 0.</summary>
    ForgetsBiases,

    /// <summary>Uses the sum over rows where the mean is asked for.</summary>
    ForgetsDivisor,

    /// <summary>Makes a step, of momentum, when there is no gradient.</summary>
    StepsOnNothing,

    /// <summary>Rounds differently in a batch than in a single row.</summary>
    BatchHasOtherBits,

    /// <summary>Throws in training.</summary>
    Throws,
}

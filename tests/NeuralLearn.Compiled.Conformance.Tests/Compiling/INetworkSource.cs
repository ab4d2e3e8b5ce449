namespace NeuralLearn.Compiled.Conformance.Compiling;

/// <summary>The text of one network as a user would write it, and of the adapter through which the tests reach it.</summary>
internal interface INetworkSource
{
    /// <summary>Names of networks that are compiled together differ.</summary>
    string ClassName { get; }

    /// <summary>A class that derives from ReferenceNetwork.</summary>
    string AdapterName { get; }

    /// <summary>Both classes, in the namespace of all cases.</summary>
    string WriteText();
}

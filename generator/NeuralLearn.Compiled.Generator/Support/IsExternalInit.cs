namespace System.Runtime.CompilerServices;

/// <summary>Lets records compile for .NET Standard 2.0, whose framework lacks this marker.</summary>
internal static class IsExternalInit;

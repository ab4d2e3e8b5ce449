namespace NeuralLearn.Compiled.Tool.Files;

/// <summary>Files that a command makes: all of them or none.</summary>
internal static class OutputFiles
{
    /// <summary>Fails while nothing is done yet.</summary>
    /// <exception cref="ToolFailure">One of them is there and may not be replaced.</exception>
    public static void CheckFree(bool force, params string[] paths)
    {
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                throw new ToolFailure($"{path} is a folder; a file is to be written there.", ExitCode.Usage);
            }

            if (!force && File.Exists(path))
            {
                throw new ToolFailure($"{path} is there already; --force replaces it.", ExitCode.Usage);
            }
        }
    }

    /// <summary>Writes all beside their places, then moves each there.</summary>
    /// <exception cref="ToolFailure">A file cannot be written; existing ones are as they were.</exception>
    public static void Write(params (string Path, ReadOnlyMemory<byte> Content)[] files)
    {
        var written = new List<AtomicFile>();
        try
        {
            foreach (var (path, content) in files)
            {
                Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
                var file = new AtomicFile(path);
                written.Add(file);
                file.Stream.Write(content.Span);
            }

            written.ForEach(file => file.Commit());
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ToolFailure($"{string.Join(" and ", files.Select(file => file.Path))} cannot be written: {problem.Message}", inner: problem);
        }
        finally
        {
            written.ForEach(file => file.Dispose());
        }
    }
}

namespace NeuralLearn.Compiled.Tool.Files;

/// <summary>
/// Files that a command makes: all of them, or, where one cannot be written, none. Each is moved to its place by itself, so a process that
/// is killed between two of these steps leaves the first file new and the second old; neither is ever half a file.
/// </summary>
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
    /// <exception cref="ToolFailure">A file cannot be written; existing ones are as they were, or the message says where they are.</exception>
    public static void Write(params (string Path, ReadOnlyMemory<byte> Content)[] files)
    {
        var written = new List<AtomicFile>();
        var replaced = new List<(string Path, string? Copy)>();
        try
        {
            foreach (var (path, content) in files)
            {
                Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
                var file = new AtomicFile(path);
                written.Add(file);
                file.Stream.Write(content.Span);
            }

            for (var i = 0; i < files.Length; i++)
            {
                // Nothing can fail behind the last one, so it needs no copy.
                var before = i < files.Length - 1 ? Copied(files[i].Path) : null;
                try
                {
                    written[i].Commit();
                }
                catch
                {
                    Delete(before);
                    throw;
                }

                replaced.Add((files[i].Path, before));
            }

            replaced.ForEach(file => Delete(file.Copy));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ToolFailure($"{string.Join(" and ", files.Select(file => file.Path))} cannot be written: {problem.Message}{Restored(replaced)}", inner: problem);
        }
        catch
        {
            Restored(replaced);
            throw;
        }
        finally
        {
            written.ForEach(file => file.Dispose());
        }
    }

    /// <summary>A copy of a file beside it; null where there is none.</summary>
    private static string? Copied(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var copy = $"{path}.{Guid.NewGuid().ToString("N")[..8]}.old";
        try
        {
            File.Copy(path, copy);
            return copy;
        }
        catch
        {
            Delete(copy);
            throw;
        }
    }

    /// <summary>Puts everything back that was there; the answer is what could not be.</summary>
    private static string Restored(List<(string Path, string? Copy)> replaced)
    {
        var lost = "";
        foreach (var (path, copy) in replaced)
        {
            try
            {
                if (copy is null)
                {
                    File.Delete(path);
                }
                else
                {
                    File.Move(copy, path, overwrite: true);
                }
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                lost += copy is null ? $" {path} was written already and could not be removed." : $" {path} was replaced already; what it was is in {copy}.";
            }
        }

        return lost;
    }

    private static void Delete(string? path)
    {
        try
        {
            if (path is not null)
            {
                File.Delete(path);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // A copy too many; the files themselves are right.
        }
    }
}

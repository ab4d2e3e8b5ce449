using System.Net;
using System.Net.Sockets;

namespace Game.Server;

/// <summary>Where the server listens: on this machine alone.</summary>
public static class Addresses
{
    /// <summary>The default port, or any free one if that is taken.</summary>
    public static string Default() =>
        $"http://127.0.0.1:{(IsFree(GameServer.DefaultPort) ? GameServer.DefaultPort : 0)}";

    /// <summary>Checks addresses that somebody asked for.</summary>
    /// <param name="urls">One or more, with semicolons between them.</param>
    /// <returns>The same.</returns>
    /// <exception cref="ArgumentException">One of them can be reached from elsewhere.</exception>
    public static string OnlyLoopback(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || !address.IsLoopback)
            {
                throw new ArgumentException($"--urls has '{url}'; only addresses of this machine are served, such as http://127.0.0.1:5080.");
            }
        }

        return urls;
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
